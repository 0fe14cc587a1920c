"""Who may do what: every role × every action, and every address of the desk.

The tests of this folder hold the desk to it; an address without a row fails them. The README shows `table()`.
"""

ROLES = ("Contributors", "Authors", "Editors", "Publishers", "Librarians", "Administrators")

# A cell says with which stories a role may do it.
ALL, OWN, OWN_DRAFTS, NO = "all", "own", "own drafts", "–"
STORIES = {
    "see a story, its history and its revisions": (OWN, ALL, ALL, ALL, ALL, ALL),
    "begin a story": (ALL, ALL, ALL, NO, NO, NO),
    "write, send to review": (OWN_DRAFTS, OWN, ALL, NO, NO, NO),
    "restore an earlier revision, name one": (NO, NO, ALL, NO, NO, NO),
    "say that it is ready, send it back": (NO, NO, ALL, ALL, NO, NO),
    "publish, schedule, take the time back": (NO, NO, NO, ALL, NO, NO),
    "set an embargo, make it longer": (OWN_DRAFTS, OWN, ALL, ALL, NO, NO),
    "publish before an embargo ends": (NO, NO, NO, ALL, NO, NO),
    "withdraw, take back": (NO, NO, NO, ALL, NO, NO),
    "add a correction": (NO, NO, ALL, ALL, NO, NO),
    "delete what was never public": (OWN_DRAFTS, OWN_DRAFTS, ALL, NO, NO, NO),
}

YES = "yes"
NOUNS = {
    "see the list of corrections": (NO, YES, YES, YES, YES, YES),
    "see pictures, licences, authors, categories, tags, series": (YES, YES, YES, YES, YES, YES),
    "add pictures and tags": (NO, YES, YES, NO, YES, NO),
    "complete pictures of their own until readers see them": (NO, YES, YES, NO, YES, NO),
    "change pictures and tags": (NO, NO, YES, NO, YES, NO),
    "add and change authors and series": (NO, NO, YES, NO, YES, NO),
    "add and change categories and licences": (NO, NO, NO, NO, YES, NO),
    "delete pictures, licences, authors, categories, tags, series": (NO, NO, NO, NO, YES, NO),
    "arrange the front page": (NO, NO, YES, YES, NO, NO),
    "make, publish and delete editions": (NO, NO, YES, YES, NO, NO),
    "see and change giving links and masthead": (NO, NO, YES, NO, NO, YES),
    "read imported texts": (NO, NO, YES, NO, YES, YES),
    "see and change former addresses": (NO, NO, NO, NO, NO, YES),
    "see, make, change and end accounts, give roles": (NO, NO, NO, NO, NO, YES),
    "read and export the log": (NO, NO, NO, NO, NO, YES),
    "groups, single permissions, superusers, records of sign-ins": (NO, NO, NO, NO, NO, NO),
}

SEE_LIBRARIES = "see pictures, licences, authors, categories, tags, series"
DELETE_LIBRARIES = "delete pictures, licences, authors, categories, tags, series"
FRONT = "arrange the front page"
EDITIONS = "make, publish and delete editions"
MARGINS = "see and change giving links and masthead"
PEOPLE = "see, make, change and end accounts, give roles"
LOG = "read and export the log"
SUPERUSERS = "groups, single permissions, superusers, records of sign-ins"
NOBODY = "nobody"
SEE, BEGIN, WRITE, RESTORE, REVIEW, PUBLISH, EMBARGO, BREAK_EMBARGO, WITHDRAW, CORRECT, DELETE = STORIES

# The pages that each noun has in Django's admin: the action that opens its list and one of it, then adding,
# changing (by POST) and deleting.
NOUN_PAGES = {
    "articles_photo": (SEE_LIBRARIES, "add pictures and tags", "change pictures and tags", DELETE_LIBRARIES),
    "articles_tag": (SEE_LIBRARIES, "add pictures and tags", "change pictures and tags", DELETE_LIBRARIES),
    "articles_author": (
        SEE_LIBRARIES,
        "add and change authors and series",
        "add and change authors and series",
        DELETE_LIBRARIES,
    ),
    "articles_series": (
        SEE_LIBRARIES,
        "add and change authors and series",
        "add and change authors and series",
        DELETE_LIBRARIES,
    ),
    "articles_category": (
        SEE_LIBRARIES,
        "add and change categories and licences",
        "add and change categories and licences",
        DELETE_LIBRARIES,
    ),
    "articles_license": (
        SEE_LIBRARIES,
        "add and change categories and licences",
        "add and change categories and licences",
        DELETE_LIBRARIES,
    ),
    "articles_edition": (EDITIONS,) * 4,
    "articles_correction": ("see the list of corrections", NOBODY, NOBODY, NOBODY),
    "articles_givinglink": (MARGINS, MARGINS, MARGINS, MARGINS),
    "articles_masthead": (MARGINS, NOBODY, MARGINS, NOBODY),  # There is one, and it stays.
    "articles_importedtext": ("read imported texts", NOBODY, NOBODY, NOBODY),
    "articles_formeraddress": ("see and change former addresses",) * 4,
    "articles_logline": (LOG, NOBODY, NOBODY, NOBODY),
    "auth_user": (PEOPLE, PEOPLE, PEOPLE, SUPERUSERS),
    "auth_group": (SUPERUSERS,) * 4,
    "axes_accessattempt": (SUPERUSERS, NOBODY, SUPERUSERS, SUPERUSERS),
    "axes_accesslog": (SUPERUSERS, NOBODY, SUPERUSERS, SUPERUSERS),
    "axes_accessfailurelog": (SUPERUSERS, NOBODY, SUPERUSERS, SUPERUSERS),
}
PAGES = {
    f"{noun}_{page}": action
    for noun, (see, add, change, delete) in NOUN_PAGES.items()
    for page, action in {
        "changelist": see,
        "change": see,
        "history": see,
        "add": add,
        "delete": delete,
    }.items()
} | {
    "articles_tag_suggestions": SEE_LIBRARIES,
    "articles_front_changelist": FRONT,
    "articles_front_preview": FRONT,
    "articles_front_stories": FRONT,
    "articles_edition_print": EDITIONS,
    "articles_edition_file": EDITIONS,
    "articles_photo_pick": SEE_LIBRARIES,
    "articles_photo_card": SEE_LIBRARIES,
    "articles_photo_waiting": "change pictures and tags",
    "articles_logline_export": LOG,
    "auth_user_link": PEOPLE,
}
CHANGES = {f"{noun}_change": change for noun, (_, _, change, _) in NOUN_PAGES.items()} | {
    "articles_edition_pdf": EDITIONS,
}

# The pages of one story, and of stories; each opens for those whose cell of the action fits the story.
STORY_PAGES = {
    "articles_article_change": SEE,
    "articles_article_history": SEE,
    "articles_article_compare": SEE,
    "articles_article_revision": SEE,
    "articles_article_revision_print": SEE,
    "articles_article_delete": DELETE,
    "articles_article_correct": CORRECT,
}
STORY_FORMS = {
    "articles_article_change": WRITE,
    "articles_article_delete": DELETE,
    "articles_article_correct": CORRECT,
    "articles_article_restore": RESTORE,
}
# The buttons of a story's page, by the names that its form sends.
BUTTONS = {
    "review": WRITE,
    "ready": REVIEW,
    "send_back": REVIEW,
    "publish": PUBLISH,
    "schedule": PUBLISH,
    "end": PUBLISH,
    "unschedule": PUBLISH,
    "embargo": EMBARGO,
    "withdraw": WITHDRAW,
    "take_back": WITHDRAW,
}
LISTS = {
    "articles_article_changelist": SEE,
    "articles_article_add": BEGIN,
}
# What everybody at the desk may open, showing what they may see, and what everybody in the world may.
FOR_STAFF = {"index", "app_list", "autocomplete", "schedule", "password_change", "password_change_done"}
FOR_ALL = {"login", "logout", "jsi18n", "set_password", "forgotten_password"}


def holders(action):
    """Return the roles that may do it, with any story or thing at all."""
    cells = (STORIES | NOUNS).get(action, ())
    return {role for role, cell in zip(ROLES, cells, strict=False) if cell != NO}


def fits(action, role, *, is_own, is_draft):
    """Whether a role may do it with such a story."""
    cell = STORIES[action][ROLES.index(role)]
    return cell == ALL or (cell == OWN and is_own) or (cell == OWN_DRAFTS and is_own and is_draft)


def table():
    """Return the matrix as the README shows it."""
    rows = [("", *(role.removesuffix("s").lower() for role in ROLES))]
    rows += [(action, *cells) for action, cells in (STORIES | NOUNS).items()]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])
