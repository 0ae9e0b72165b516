"""The text of a role file and one wish → the characters to change: a value written, an item put in, taken out or moved.

All lines that the wish is not about stay as they are, and a new one is indented like its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from generator.model.role import ROLE_KEYS, Requirements, WorkingConditions
from generator.review.editing.extent import Extent, LostError
from generator.review.editing.layout import HEADER, Layout, Path, Region, walk
from generator.review.editing.new_item import Moved, New, block_item, flow_item
from generator.review.editing.scalar import Splice, apply, one_line, respelled, spelled
from generator.source.tree import Scalar

_ORDER: Final[Mapping[Path, tuple[str, ...]]] = {
    (): ROLE_KEYS,
    ("requirements",): tuple(Requirements.model_fields),
    ("working_conditions",): tuple(WorkingConditions.model_fields),
}
"""The usual order of the keys of a mapping."""


class Text(Layout):
    """A role file while an edit of it is being planned; nothing in it changes, every method tells the splices."""

    # Values

    def respell(self, path: Path, before: str, after: str) -> list[Splice]:
        """Change only the characters of a text that differ."""
        value = self.need(path)
        found = None if value.alias else respelled(self.text, value, before, after)
        if found is None:
            raise LostError
        return list(found)

    def rewrite(self, path: Path, text: str) -> list[Splice]:
        """Write a text anew in its place; if others repeat it, the first of them keeps what was said."""
        value = self.need(path)
        column, flow = self._owner(path)
        said = spelled(text, column, self._column(value.start), flow=flow)
        header = HEADER.match(self.text, value.start)
        if header and not value.alias:
            first, _, further = said.partition("\n")
            said = "\n".join(filter(None, (f"{first}  {header['comment']}", further)))
        splices = [(value.start, value.end, said)]
        if value.anchor and isinstance(value.node, Scalar):
            splices += self._handed_on(value)
        return splices

    def _handed_on(self, value: Extent) -> list[Splice]:
        """The anchor of a text that changes, written where the text is repeated first."""
        assert isinstance(value.node, Scalar)
        for path, found in walk(self.top, ()):
            if found.alias and found.node is value.node:
                column, flow = self._owner(path)
                begun = self._column(found.start) + len(value.anchor) + 2
                said = spelled(one_line(value.node.text), column, begun, flow=flow)
                return [(found.start, found.end, f"&{value.anchor} {said}")]
        return []

    # Keys

    def set_key(self, path: Path, key: str, text: str) -> list[Splice]:
        """Write a short value under a key of an item, be it there already or not."""
        item = self.need(path)
        if item.alias:
            raise LostError
        value = item.get(key)
        if value is not None:
            return [(value.start, value.end, text)]
        last = item.parts[-1]
        if item.flow:
            return [(last.end, last.end, f", {key}: {text}")]
        end = self._line_end(last.end)
        margin = " " * self._column(item.keys[0].start)
        return [(end, end, f"\n{margin}{key}: {text}")]

    def drop_key(self, path: Path, key: str) -> list[Splice]:
        """Take a key out of a mapping; the mapping too when nothing else is in it."""
        owner = self.need(path)
        index = [k.node.text for k in owner.keys if isinstance(k.node, Scalar)].index(key)
        if owner.alias:
            raise LostError
        if len(owner.keys) == 1:
            return self._drop_owner(path)
        start, end = owner.keys[index].start, owner.parts[index].end
        if owner.flow:
            return [self._without(owner, index, start, end)]
        if self._begins_line(start):
            return self._cut(self.region(start, end))
        if index + 1 < len(owner.keys):
            return [(start, owner.keys[index + 1].start, "")]
        raise LostError

    def _drop_owner(self, path: Path) -> list[Splice]:
        if not path:
            raise LostError
        if isinstance(path[-1], int):
            return self.drop_item(path)
        return self.drop_key(path[:-1], str(path[-1]))

    def put_key(self, path: Path, value: str) -> list[Splice]:
        """Write a text under a key that is not there yet, in its usual place."""
        if self.at(path) is not None:
            return self.rewrite(path, value)
        column, flow = self._place_of_keys(path[:-1])
        key = str(path[-1])
        said = spelled(value, column, column + len(key) + 2, flow=flow)
        return self._put_keys(path, f"{key}: {said}", f"{key}: {said}")

    def _place_of_keys(self, path: Path) -> tuple[int, bool]:
        owner = self.at(path)
        if owner is None:
            return 2, False
        if owner.alias:
            raise LostError
        return (0 if owner.flow else self._column(owner.keys[0].start)), owner.flow

    def _put_keys(self, path: Path, block: str, flow_block: str) -> list[Splice]:
        """Put `key: …` where it belongs; `block` has its further lines indented as they will stand."""
        owner_path, key = path[:-1], str(path[-1])
        owner = self.at(owner_path)
        if owner is None:
            inner = "\n".join([f"{owner_path[-1]}:", f"  {block}"])
            return self._put_keys(owner_path, inner, "")
        names = [k.node.text for k in owner.keys if isinstance(k.node, Scalar)]
        order = _ORDER[owner_path]
        rank = order.index(key)
        before = [i for i, name in enumerate(names) if name in order[:rank]]
        if owner.flow:
            if not owner_path:
                raise LostError
            at = owner.parts[-1].end
            return [(at, at, f", {flow_block}")]
        margin = " " * self._column(owner.keys[0].start)
        if not before:
            at = self._line_start(owner.keys[0].start)
            return [(at, at, f"{margin}{block}\n")]
        return self._put_behind(
            owner, max(before, key=lambda i: order.index(names[i])), margin, block
        )

    def _put_behind(self, owner: Extent, index: int, margin: str, block: str) -> list[Splice]:
        """A new key behind another, with a blank line between them where its neighbours have one."""
        name = owner.keys[index].node
        tight = isinstance(name, Scalar) and name.text == "extends" and block.startswith("remove")
        airy = not margin and "\n" in block and not tight and self._is_airy(owner)
        end = self._line_end(owner.parts[index].end)
        following = self.text[end + 1 :]
        gap = "\n" if airy and following.strip() and not following.startswith("\n") else ""
        return [(end, end, "\n" * (1 + airy) + margin + block + gap)]

    def _is_airy(self, owner: Extent) -> bool:
        return any(
            re.search(r"\n[ \t]*\n", self.text[value.end : key.start])
            for value, key in zip(owner.parts, owner.keys[1:], strict=False)
        )

    def name_item(self, path: Path, fields: Mapping[str, str]) -> list[Splice]:
        """Put keys into an item (`id` before what is there, others behind); a bare text becomes one with keys."""
        item = self.need(path)
        if item.alias or item.anchor:
            raise LostError
        if isinstance(item.node, Scalar):
            return [self._with_keys(path, item, self.text[item.start : item.end], fields)]
        splices: list[Splice] = []
        if "id" in fields and item.key("id") is None:
            first = item.keys[0].start
            between = ", " if item.flow else "\n" + " " * self._column(first)
            splices.append((first, first, f"id: {fields['id']}{between}"))
        for key in fields.keys() - {"id"}:
            splices += self.set_key(path, key, fields[key])
        return splices

    def _with_keys(self, path: Path, item: Extent, said: str, fields: Mapping[str, str]) -> Splice:
        """A bare text, spelled as it is `said`, with keys."""
        if item.alias or item.anchor:
            raise LostError
        pairs = [f"id: {fields['id']}", "text: {}"]
        pairs += [f"{key}: {value}" for key, value in fields.items() if key != "id"]
        if self._owner(path)[1]:
            return (
                item.start,
                item.end,
                "{" + ", ".join(pairs).replace("text: {}", f"text: {said}", 1) + "}",
            )
        margin = "\n" + " " * self._column(item.start)
        # Lines that go on must stand to the right of the key they now belong to.
        further = re.sub(r"\n(?=.)", "\n  ", said)
        return item.start, item.end, margin.join(pairs).replace("text: {}", f"text: {further}", 1)

    def reword_item(self, path: Path, clause_id: str, before: str, after: str) -> list[Splice]:
        """Give another text to a bare item, and the id it has had without saying it."""
        item = self.need(path)
        splices = [
            (a - item.start, b - item.start, c) for a, b, c in self.respell(path, before, after)
        ]
        said = apply(self.text[item.start : item.end], splices)
        return [self._with_keys(path, item, said, {"id": clause_id})]

    def replace_item(self, path: Path, clause_id: str, text: str) -> list[Splice]:
        """The same, the text being written anew."""
        item = self.need(path)
        if item.alias or item.anchor:
            raise LostError
        column, flow = self._owner(path)
        fields = {"id": clause_id, "text": text}
        if flow:
            return [(item.start, item.end, flow_item(fields))]
        after_dash = self._column(item.start) - column
        said = block_item(fields, column, after_dash)[column + after_dash :]
        return [(item.start, item.end, said)]

    # Items

    def drop_item(self, path: Path) -> list[Splice]:
        """Take an item out of a list; the key of the list too when it was the only one."""
        owner, index = self.need(path[:-1]), path[-1]
        assert isinstance(index, int)
        if owner.alias:
            raise LostError
        if len(owner.parts) == 1:
            if isinstance(path[-2], str) and path[-2] == "items":
                return self.drop_item(path[:-2])
            return self._drop_owner(path[:-1])
        item = owner.parts[index]
        if owner.flow:
            return [self._without(owner, index, item.start, item.end)]
        region = self.item_region(path)
        if index == 0:
            region = Region(region.start, self.item_region((*path[:-1], 1)).start)
        return self._cut(region)

    def _without(self, owner: Extent, index: int, start: int, end: int) -> Splice:
        """An entry of brackets taken out with its comma."""
        begins = [part.start for part in owner.keys or owner.parts]
        if index + 1 < len(begins):
            return start, begins[index + 1], ""
        return owner.parts[index - 1].end, end, ""

    def lines(self, path: Path, splices: Sequence[Splice] = ()) -> Moved:
        """The lines of an item as they would be with some splices made, to be put elsewhere."""
        region = self.item_region(path)
        owner = self.need(path[:-1])
        inside = [(a - region.start, b - region.start, said) for a, b, said in splices]
        lines = apply(self.text[region.start : region.end].rstrip("\n"), inside)
        assert isinstance(path[-1], int)
        return Moved(lines, self._column(owner.dashes[path[-1]]))

    def put_items(self, path: Path, index: int, *new: New) -> list[Splice]:
        """Put items into a list, the first as number `index` there; the list is made if it is not there yet."""
        owner = self.at(path)
        if owner is None:
            return self._put_list(path, new)
        if owner.alias:
            raise LostError
        if owner.flow:
            said = ", ".join(map(flow_item, new))
            if index < len(owner.parts):
                at = owner.parts[index].start
                return [(at, at, f"{said}, ")]
            at = owner.parts[-1].end
            return [(at, at, f", {said}")]
        dash = self._column(owner.dashes[0])
        after_dash = self._column(owner.parts[0].start) - dash
        width = after_dash if 1 < after_dash < 5 else 2
        airy = self._has_gaps(path, owner)
        block = ("\n" * (1 + airy)).join(block_item(one, dash, width) for one in new)
        if index < len(owner.parts):
            at = self.item_region((*path, index)).start
            return [(at, at, f"{block}\n" + "\n" * airy)]
        end = self._line_end(owner.parts[-1].end)
        return [(end, end, "\n" * (1 + airy) + block)]

    def _has_gaps(self, path: Path, owner: Extent) -> bool:
        """Whether blank lines stand between all items of a list."""
        pairs = range(1, len(owner.parts))
        return len(owner.parts) > 1 and all(
            self.text[: self.item_region((*path, at)).start].endswith("\n\n") for at in pairs
        )

    def _put_list(self, path: Path, new: Sequence[New]) -> list[Splice]:
        key = str(path[-1])
        column, flow = self._place_of_keys(path[:-1])
        if flow or path == ("remove",):
            said = f"{key}: [{', '.join(map(flow_item, new))}]"
            return self._put_keys(path, said, said)
        indent = column + self._list_indent()
        return self._put_keys(
            path, "\n".join([f"{key}:", *(block_item(n, indent, 2) for n in new)]), ""
        )

    def _list_indent(self) -> int:
        """By how much the lists of this file are indented more than their keys."""
        for key, value in zip(self.top.keys, self.top.parts, strict=True):
            if value.dashes:
                return self._column(value.dashes[0]) - self._column(key.start)
        return 2
