"""Judges the goldens by published schemas and a reader of Markdown; prints what is wrong, one line each. Arguments: the format and its file."""

import json
import sys


def ocsf(path):
    from jsonschema import Draft202012Validator
    from ocsf_json_schema.embedded import OcsfJsonSchemaEmbedded
    from ocsf_json_schema.loader import get_ocsf_schema

    schema = OcsfJsonSchemaEmbedded(get_ocsf_schema("1.5.0")).get_class_schema("detection_finding")
    validator = Draft202012Validator(schema)
    for number, line in enumerate(open(path, encoding="utf-8").read().rstrip("\n").split("\n"), 1):
        for error in validator.iter_errors(json.loads(line)):
            yield f"line {number}: {list(error.path)}: {error.message}"


def navigator(path):
    from mitreattack.navlayers import Layer

    layer = Layer(strict=True)
    layer.from_file(path)
    if layer.to_dict()["versions"]["layer"] != "4.5":
        yield "it is not read as 4.5"


def stix(path):
    from stix2validator import ValidationOptions, validate_file

    result = validate_file(path, ValidationOptions(version="2.1"))
    if result.fatal:
        yield str(result.fatal)
    for one in result.object_results:
        for error in one.errors:
            yield str(error)


def sarif(path):
    import os

    from jsonschema import validators

    with open(os.environ["KARST_SARIF_SCHEMA"], encoding="utf-8") as file:
        schema = json.load(file)
    with open(path, encoding="utf-8") as file:
        log = json.load(file)
    for error in validators.validator_for(schema)(schema).iter_errors(log):
        yield f"{list(error.path)}: {error.message}"


def html(path):
    import html5lib

    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    with open(path, encoding="utf-8") as file:
        page = parser.parse(file.read())
    for position, code, _ in parser.errors:
        yield f"line {position[0]}: {code}"
    for element in page.iter():
        if element.tag in ("img", "iframe", "link", "object", "embed", "base", "form", "b"):
            yield f"an element {element.tag}, which the report does not have"
        for name in element.attrib:
            if name.startswith("on") or name in ("src", "style"):
                yield f"an attribute {name}, which the report does not have"


def markdown(path):
    import re

    from markdown_it import MarkdownIt

    with open(path, encoding="utf-8") as file:
        html = MarkdownIt("gfm-like", {"html": True, "linkify": True}).render(file.read())
    allowed = "h1 h2 h3 p ul ol li strong code br table thead tbody tr th td".split()
    for tag in set(re.findall(r"<([a-zA-Z!?][^\s>/]*)", html)) - set(allowed):
        yield f"it holds <{tag}>"


JUDGES = {"markdown": markdown, "html": html, "ocsf": ocsf, "sarif": sarif, "navigator": navigator, "stix": stix}
for message in JUDGES[sys.argv[1]](sys.argv[2]):
    print(message)
