"""How words look: as said beside them, else by their character style, that of their paragraph, and the defaults."""

from dataclasses import dataclass, replace

from .xml import OFF, Element, W, value

MAX_CHAIN = 12  # styles based on one another; a ring of them must end


@dataclass(frozen=True, slots=True)
class Look:
    bold: bool = False
    italic: bool = False
    underline: bool = False
    capitals: bool = False
    hidden: bool = False
    raised: str = ""  # "superscript", "subscript"
    font: str = ""


SWITCHES = {W + "b": "bold", W + "i": "italic", W + "u": "underline", W + "caps": "capitals", W + "vanish": "hidden"}


class Styles:
    def __init__(self, root: Element | None) -> None:
        self.styles: dict[str, Element] = {}
        self.default = ""  # the style of a paragraph that names none
        self.plain = Look()
        self.chains: dict[str, tuple[Element, ...]] = {}
        self.looks: dict[tuple[str, str], Look] = {}
        if root is None:
            return
        for style in root.iterchildren(W + "style"):
            self.styles[style.get(W + "styleId", "")] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default", "0") not in OFF:
                self.default = style.get(W + "styleId", "")
        self.plain = _applied(self.plain, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def of_paragraph(self, properties: Element | None) -> str:
        return value(properties, "pStyle") or self.default

    def chain(self, name: str) -> tuple[Element, ...]:
        """The style and those it is based on."""
        if name not in self.chains:
            found: list[Element] = []
            based_on = name
            while len(found) < MAX_CHAIN and (style := self.styles.get(based_on)) is not None:
                found.append(style)
                based_on = value(style, "basedOn") or ""
            self.chains[name] = tuple(found)
        return self.chains[name]

    def look(self, own: Element | None, paragraph: str) -> Look:
        """Of a run whose w:rPr is `own`, in a paragraph of this style."""
        named = value(own, "rStyle") or ""
        if (paragraph, named) not in self.looks:
            look = self.plain
            for style in (*reversed(self.chain(paragraph)), *reversed(self.chain(named))):
                look = _applied(look, style.find(W + "rPr"))
            self.looks[paragraph, named] = look
        return _applied(self.looks[paragraph, named], own)


def _applied(look: Look, properties: Element | None) -> Look:
    """The look with what a w:rPr says of it."""
    said: dict[str, bool | str] = {}
    for child in properties if properties is not None else ():
        if switch := SWITCHES.get(child.tag):
            said[switch] = child.get(W + "val", "") not in OFF
        elif child.tag == W + "vertAlign":
            said["raised"] = child.get(W + "val", "")
        elif child.tag == W + "rFonts" and (name := child.get(W + "ascii") or child.get(W + "hAnsi")):
            said["font"] = name
    return replace(look, **said) if said else look  # type: ignore[arg-type]
