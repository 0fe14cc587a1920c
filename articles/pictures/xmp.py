"""XMP packets (ISO 16684-1): what one says, and one that says it."""

from html import escape

from defusedxml import ElementTree

NAMESPACES = {
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DEFAULT = "x-default"
NAMES = {f"{{{address}}}": f"{prefix}:" for prefix, address in NAMESPACES.items()}
LISTS = {  # The properties that are written as lists; all others are attributes.
    "dc:creator": "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>",
    "dc:rights": f'<rdf:Alt><rdf:li xml:lang="{DEFAULT}">{{}}</rdf:li></rdf:Alt>',
    "xmpRights:UsageTerms": f'<rdf:Alt><rdf:li xml:lang="{DEFAULT}">{{}}</rdf:li></rdf:Alt>',
}
LARGEST = 2_000_000  # bytes; the tree made of a packet takes up to forty times as much.


def properties(packet: bytes) -> dict[str, list[str]]:
    """Return the texts of each property by its name, such as “dc:creator”.

    Of a text in several languages the default one stands first. A packet that is broken says nothing.
    """
    if len(packet) > LARGEST:
        return {}
    try:
        root = ElementTree.fromstring(packet.strip(b"\0 \r\n"), forbid_dtd=True)
    except (ElementTree.ParseError, ValueError, LookupError):  # Broken; forbidden; in an unknown encoding.
        return {}
    described = root if root.tag == f"{{{RDF}}}RDF" else root.find(f"{{{RDF}}}RDF")
    found = {}
    for description in () if described is None else described.findall(f"{{{RDF}}}Description"):
        for name, text in description.attrib.items():
            found.setdefault(_short(name), [text])
        for element in description:
            found.setdefault(_short(element.tag), _texts(element))
    return found


def packet(texts: dict[str, str]) -> bytes:
    """Return a packet that says these texts by the names of their properties, and has no room for more."""
    prefixes = sorted({name.partition(":")[0] for name in texts})
    declared = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)
    attributes = "".join(f' {name}="{escape(text)}"' for name, text in texts.items() if name not in LISTS)
    elements = "".join(
        f"<{name}>{LISTS[name].format(escape(text))}</{name}>"
        for name, text in texts.items()
        if name in LISTS
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about=""{declared}{attributes}>{elements}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _short(name):
    address, brace, local = name.rpartition("}")
    return NAMES.get(address + brace, "") + local


def _texts(element):
    items = element.findall(f"./*/{{{RDF}}}li")
    if not items:
        return [element.get(f"{{{RDF}}}resource") or element.text or ""]
    return [item.text or "" for item in sorted(items, key=lambda item: item.get(LANGUAGE) != DEFAULT)]
