"""Jinja with bounds: a template of the workspace can neither leave its sandbox nor use up time and memory.

Whatever a template does is paid for from one budget: each pass of a loop, call of a macro and expression, each
character that is written, joined, compared or given to a filter. To that end the compiler is given a tree in which
every body that may run again begins with a payment, and every value goes over the scales before work is done on it.
What could make much of little at one blow (`center`, `'%99d'`, powers) is left out or paid for beforehand.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, KeysView, ValuesView
from dataclasses import fields, is_dataclass
from typing import Any, Final

import jinja2
from jinja2 import nodes, pass_context
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from generator.model.text import Model

BUDGET: Final = 100_000_000
"""How much may one document cost? Four times as much as the largest we accept: 1,000 clauses of 5,000 letters, each
of which is laid on the scales some five times on its way through the macros. It takes seconds to use up."""

_STEP: Final = 20
"""What evaluating a node of the tree costs, or looking at one value, in characters: about as much time."""

_READ: Final = 200
"""What reading and compiling one character of a template costs, in characters written."""

_LARGEST_NUMBER_BITS: Final = 4096
"""How large may a number be? Python needs no time worth mentioning for those with so few bits."""

_SPEND: Final = "spend!"
_WEIGH: Final = "weigh!"
# No template can name these filters: a name has no exclamation mark.

_KEPT_FILTERS: Final = (
    "abs", "attr", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float",
    "groupby", "int", "items", "last", "length", "list", "lower", "map", "max", "min", "reject",
    "rejectattr", "reverse", "safe", "select", "selectattr", "sort", "string", "title", "trim",
    "truncate", "unique", "upper",
)  # fmt: skip
"""Filters whose result is no larger than what they are given; `join` and `replace` are weighed on their own."""

_KEPT_GLOBALS: Final = ("dict", "joiner", "namespace", "range")

_METHODS: Final[tuple[tuple[type, frozenset[str]], ...]] = (
    (str, frozenset((
        "capitalize", "casefold", "count", "endswith", "find", "isalnum", "isalpha", "isdigit", "islower",
        "isspace", "istitle", "isupper", "lower", "lstrip", "partition", "removeprefix", "removesuffix",
        "rfind", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip",
        "swapcase", "title", "upper",
    ))),
    (dict, frozenset(("get", "items", "keys", "values"))),
    (object, frozenset()),
)  # fmt: skip
"""The methods of Python's own types that a template may call: those that make nothing larger."""

_BUILT_IN: Final = (str, bytes, int, float, complex, list, tuple, dict, set, frozenset)


class ExhaustedError(Exception):
    """A template has done more than any document can need."""


class Undefined(jinja2.StrictUndefined):
    """A name nobody defines; its error says only the name, the sentence around it is ours."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)

    def __repr__(self) -> str:
        """Within a list it would be printed as a word."""
        self._fail_with_undefined_error()


class Budget:
    """What is left to a template for the document it is writing."""

    def __init__(self) -> None:
        self._left = BUDGET

    def spend(self, cost: int) -> None:
        """Pay; raises `ExhaustedError` when there is not enough left."""
        self._left -= cost
        if self._left < 0:
            raise ExhaustedError

    def weigh(self, value: Any) -> None:
        """Pay for a value as large as its text would be, with all that is in it."""
        pending = [value]
        while pending:
            one = pending.pop()
            self.spend(_weight(one))
            pending += _parts(one)


_LISTS: Final = (list, tuple, set, frozenset, KeysView, ValuesView, ItemsView)
_SIZED: Final = (str, bytes, dict, range, *_LISTS)


def _weight(value: Any) -> int:
    """A value without those in it; each of these costs a step by itself."""
    if isinstance(value, (str, bytes)):
        return _STEP + len(value)
    return _STEP * (1 + len(value)) if isinstance(value, range) else _STEP


def _parts(value: Any) -> Iterable[Any]:
    """What is printed, or compared, with a value: its items or fields."""
    if isinstance(value, _LISTS):
        return value
    if isinstance(value, dict):
        return (*value.keys(), *value.values())
    if isinstance(value, (Model, Namespace, TemplateModule)):
        return (object.__getattribute__(value, "__dict__"),)
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    return ()


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with a budget, and with our own models shut: pydantic's methods read files and unpickle."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self, **options: Any) -> None:
        super().__init__(undefined=Undefined, autoescape=True, finalize=_finalized, **options)
        self.filters = {name: FILTERS[name] for name in _KEPT_FILTERS}
        self.filters |= {"join": _join, "replace": _replace, _SPEND: _spend, _WEIGH: _weighed}
        self.globals = {name: self.globals[name] for name in _KEPT_GLOBALS}
        self.budget = Budget()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        self.budget.spend(_READ * len(source))
        tree = super()._parse(source, name, filename)
        _Meter(self).template(tree)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Of a model its fields, of Python's own types only the methods that make nothing larger."""
        if isinstance(obj, Model):
            return attr in type(obj).model_fields
        if isinstance(obj, _BUILT_IN) and callable(value):
            return attr in next(names for kind, names in _METHODS if isinstance(obj, kind))
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """`str.format` is no exception among the methods of a text: it fills up to any width."""

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a macro or a method; the text it belongs to is paid for, and what it gives."""
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str):
            __self.budget.weigh(owner)
        result = super().call(__context, __obj, *args, **kwargs)
        __self.budget.weigh(result)
        return result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic, paid for before it is done."""
        if operator == "%" and isinstance(left, str):
            raise SecurityError("text formatting")
        if isinstance(left, int) and isinstance(right, int):
            self._check_number(operator, left, right)
        elif operator == "*":
            self.budget.spend(_size(left) * _size(right))
        else:
            self.budget.spend(_size(left) + _size(right))
        return super().call_binop(context, operator, left, right)

    def _check_number(self, operator: str, left: int, right: int) -> None:
        bits = left.bit_length() + right.bit_length()
        if operator == "**":
            bits = left.bit_length() * abs(right)
        if bits > _LARGEST_NUMBER_BITS:
            raise ExhaustedError


def _size(value: Any) -> int:
    """How often a value makes another one larger: a number of times, or by its length."""
    if isinstance(value, int):
        return max(value, 0)
    return len(value) if isinstance(value, _SIZED) else 1


@pass_context
def _spend(context: Context, cost: int) -> bool:
    _budget(context).spend(cost)
    return True


@pass_context
def _weighed(context: Context, value: Any) -> Any:
    _budget(context).weigh(value)
    return value


@pass_context
def _finalized(context: Context, value: Any) -> Any:
    """What an expression writes into the document."""
    _budget(context).weigh(value)
    return value


@pass_context
def _join(
    context: Context, value: Iterable[Any], d: str = "", attribute: str | int | None = None
) -> Any:
    """The items of a list as one text; the separator is paid for as often as it stands there."""
    get = make_attrgetter(context.environment, attribute) if attribute is not None else None
    items = [get(item) if get else item for item in value]
    _budget(context).weigh(items)
    _budget(context).spend(len(items) * len(str(d)))
    return FILTERS["join"](context.eval_ctx, items, d)


@pass_context
def _replace(context: Context, s: str, old: str, new: str, count: int | None = None) -> Any:
    """A text with a part of it replaced; what comes in is paid for as often as it can."""
    _budget(context).spend((str(s).count(str(old)) + 1) * len(str(new)))
    return FILTERS["replace"](context.eval_ctx, s, old, new, count)


def _budget(context: Context) -> Budget:
    assert isinstance(context.environment, Sandbox)
    return context.environment.budget


_BODIES: Final = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
"""What may run more than once, besides a template as a whole, which may be included again."""


class _Meter:
    """Puts the payments into the tree of a template."""

    def __init__(self, environment: Sandbox) -> None:
        self._environment = environment

    def template(self, tree: nodes.Template) -> None:
        bodies: list[nodes.Node] = [tree, *tree.find_all(_BODIES)]
        costs = [_cost(body) for body in bodies]
        weighed: list[nodes.Node] = list(tree.find_all(tuple(_SCALES)))
        for node in weighed:
            self._weigh_parts(node)
        for body, cost in zip(bodies, costs, strict=True):
            self._charge(body, cost)

    def _charge(self, body: Any, cost: int) -> None:
        """Pay at the beginning of each run, and for each item that the condition of a loop passes over."""
        payment = self._filter(_SPEND, nodes.Const(cost, lineno=body.lineno))
        body.body.insert(0, nodes.ExprStmt(payment, lineno=body.lineno))
        if isinstance(body, nodes.For) and body.test is not None:
            body.test = nodes.And(payment, body.test, lineno=body.lineno)

    def _weigh_parts(self, node: Any) -> None:
        """Lay on the scales what an operation works on."""
        if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Slice):
            return
        for name in _SCALES[type(node)]:
            part = getattr(node, name)
            if isinstance(part, list):
                setattr(node, name, [self._filter(_WEIGH, each) for each in part])
            elif part is not None:  # the filter of a block has nothing before it
                setattr(node, name, self._filter(_WEIGH, part))

    def _filter(self, name: str, node: nodes.Expr) -> nodes.Filter:
        made = nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
        made.set_environment(self._environment)
        return made


_SCALES: Final[dict[Any, tuple[str, ...]]] = {
    nodes.Filter: ("node", "args"),
    nodes.Test: ("node", "args"),
    nodes.Concat: ("nodes",),
    nodes.Compare: ("expr",),
    nodes.Operand: ("expr",),
    nodes.Getitem: ("node",),
}
"""Node → those of its parts that it goes through from end to end."""


def _cost(body: nodes.Node) -> int:
    """What one run of a body costs, without the bodies in it, which pay for themselves."""
    pending, cost = list(body.iter_child_nodes()), _STEP
    while pending:
        node = pending.pop()
        cost += _STEP + (len(node.data) if isinstance(node, nodes.TemplateData) else 0)
        if isinstance(node, nodes.For):
            pending.append(node.iter)
        elif isinstance(node, nodes.CallBlock):
            pending.append(node.call)
        elif not isinstance(node, _BODIES):
            pending += node.iter_child_nodes()
    return cost
