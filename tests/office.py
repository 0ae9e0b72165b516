"""Run by the Python that LibreOffice brings `uno` for: open a Word file, edit it as people do, save it as Word.

`office.py SOURCE TARGET PIPE` takes the steps as JSON from stdin and prints what the text is then, paragraph by
paragraph. Steps: {"track": true}, {"author": …}, {"replace": [old, new]}, {"insert_after": [words, new paragraph]},
{"delete_paragraph": words}, {"comment": [words, text]}, {"accept_all": true}, {"reject_all": true}.
"""

import json
import re
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
    raise SystemExit("no LibreOffice")


def setting(name, value):
    return PropertyValue(Name=name, Value=value)


class Editor:
    def __init__(self, context, source):
        manager = context.ServiceManager
        self.context = context
        self.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.dispatcher = manager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )
        url = uno.systemPathToFileUrl(source)
        self.document = self.desktop.loadComponentFromURL(url, "_blank", 0, ())

    def find(self, words):
        search = self.document.createSearchDescriptor()
        # A space of the words may be a no-break one of the text.
        search.SearchString = re.escape(words).replace(r"\ ", "[ \u00a0]")
        search.SearchRegularExpression = True
        search.SearchCaseSensitive = True
        found = self.document.findFirst(search)
        if found is None:
            raise SystemExit(f"not found: {words}")
        return found

    def track(self, on):
        self.document.RecordChanges = on

    def author(self, name):
        provider = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.configuration.ConfigurationProvider", self.context
        )
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess",
            (setting("nodepath", "/org.openoffice.UserProfile/Data"),),
        )
        first, _, last = name.partition(" ")
        access.setPropertyValue("givenname", first)
        access.setPropertyValue("sn", last)
        access.commitChanges()

    def replace(self, pair):
        self.find(pair[0]).setString(pair[1])

    def insert_after(self, pair):
        found = self.find(pair[0])
        text = found.getText()
        cursor = text.createTextCursorByRange(found.getEnd())
        cursor.gotoEndOfParagraph(False)
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        text.insertString(cursor, pair[1], False)

    def delete_paragraph(self, words):
        found = self.find(words)
        text = found.getText()
        cursor = text.createTextCursorByRange(found.getStart())
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
        cursor.setString("")

    def comment(self, pair):
        self.document.CurrentController.select(self.find(pair[0]))
        # Through the programming interface LibreOffice 7.4 crashes on it.
        self.dispatch(".uno:InsertAnnotation", setting("Text", pair[1]))

    def accept_all(self, _):
        self.dispatch(".uno:AcceptAllTrackedChanges")

    def reject_all(self, _):
        self.dispatch(".uno:RejectAllTrackedChanges")

    def dispatch(self, command, *settings):
        frame = self.document.CurrentController.Frame
        self.dispatcher.executeDispatch(frame, command, "", 0, settings)

    def paragraphs(self):
        found = []

        def walk(text):
            blocks = text.createEnumeration()
            while blocks.hasMoreElements():
                block = blocks.nextElement()
                if block.supportsService("com.sun.star.text.TextTable"):
                    for name in block.getCellNames():
                        walk(block.getCellByName(name).getText())
                else:
                    found.append(block.getString())

        walk(self.document.getText())
        return found

    def save(self, target):
        url = uno.systemPathToFileUrl(target)
        self.document.storeToURL(url, (setting("FilterName", "MS Word 2007 XML"),))
        self.document.close(True)


def main():
    source, target, pipe = sys.argv[1:]
    editor = Editor(connect(pipe), source)
    for step in json.load(sys.stdin):
        for name, value in step.items():
            getattr(editor, name)(value)
    sys.stdout.write(json.dumps(editor.paragraphs(), ensure_ascii=False))
    editor.save(target)


main()
