"""Texts as newsrooms write them: everything that a body can hold, in three scripts, short and long."""

TABLE = (
    "<table><thead><tr><th><p>Quay</p></th><th><p>Boats</p></th></tr></thead><tbody>"
    + "".join(f"<tr><td><p>Quay {n}</p></td><td><p>{n * 7}</p></td></tr>" for n in range(1, 41))
    + "</tbody></table>"
)
LISTS = (
    "<ul><li><p>Ferries</p><ol><li><p>Morning ferry</p></li><li><p>Night ferry</p><ul><li><p>With cars</p></li>"
    "</ul></li></ol></li><li><p>Trawlers</p></li></ul>"
    '<ol start="7"><li><p>Seventh ordinance</p></li></ol>'
)
RICH = (
    "<p>The council met <em>twice</em> and <strong>agreed</strong> at last about Łódź and Zürich.</p>"
    "<h2>What was decided</h2>"
    '<p>It is all in <a href="https://records.example/minutes?year=2022&amp;month=1">the minutes</a>.</p>'
    f"{LISTS}<blockquote><p>“We shall dredge the basin,” said the mayor.</p></blockquote>"
    f"<h3>In numbers</h3>{TABLE}<hr>"
    '<p>See also <a href="/news/">our other stories</a>, H<sub>2</sub>O and 10<sup>3</sup>.</p>'
)
PULLED = (
    "<p>Nobody on the quay had seen so many masts since the year of the storm, said the clerk.</p>"
    '<blockquote class="pullquote"><p>Masts as far as the mole</p></blockquote>'
    "<p>A count followed in the evening.</p>"
)
HEBREW = (
    "<p>מועצת הנמל התכנסה ביום שלישי והחליטה להעמיק את הבריכה.</p><h2>מה הוחלט</h2>"
    "<p>ראש העיר אמר: „נתחיל באביב”. העלות היא 2.5 מיליון דולר, לפי Harbour Board.</p>"
    "<ul><li><p>מעבורות</p></li><li><p>דייגים</p></li></ul>"
)
ARABIC = (
    "<p>اجتمع مجلس الميناء يوم الثلاثاء وقرر تعميق الحوض.</p><h2>ما تقرر</h2>"
    "<p>قال رئيس البلدية إن العمل يبدأ في الربيع، والكلفة 2.5 مليون دولار بحسب Harbour Board.</p>"
)
SENTENCES = (
    "The harbour board counted the boats again and wrote each of them down",
    "Nobody on the quay had seen so many masts since the year of the great storm",
    "A clerk read the numbers aloud while the gulls argued above the fish market",
    "By evening the ledger was full and the mayor had signed every single page of it",
)


def long_text(paragraphs=190):
    """Return a text of some twenty pages, in which no two paragraphs are the same."""
    return "".join(
        f"<p>Entry {number}. {'; '.join(SENTENCES[(number + step) % 4] for step in range(4))}; so ended entry {number}."
        "</p>"
        for number in range(paragraphs)
    )
