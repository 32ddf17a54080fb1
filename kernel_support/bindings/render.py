# SPDX-License-Identifier: GPL-2.0
"""Writes types and declarators in C or in C++.

Both languages share one writer, so that the check proves in C the very declaration that C++ uses.
"""

from collections.abc import Callable, Sequence

import model

# C++20's keywords that C does not reserve, and the alternative operator names.
CXX_KEYWORDS = frozenset("""
    alignas alignof and and_eq asm bitand bitor bool catch char8_t char16_t char32_t class co_await
    co_return co_yield compl concept const_cast consteval constexpr constinit decltype delete
    dynamic_cast explicit export false friend mutable namespace new noexcept not not_eq nullptr
    operator or or_eq private protected public reinterpret_cast requires static_assert static_cast
    template this thread_local throw true try typeid typename typeof using virtual wchar_t xor
    xor_eq
""".split())

# Those of them that are types: a typedef of the same name is not written at all.
CXX_TYPES = frozenset(("bool", "char8_t", "char16_t", "char32_t", "wchar_t"))


def safe(name: str) -> str:
    """A C identifier that is also one in C++."""
    return name + "_" if name in CXX_KEYWORDS else name


class Renderer:
    """Writes types for one language; names of types can be replaced."""

    def __init__(self, cxx: bool) -> None:
        self.cxx = cxx
        self.renamed: dict[object, str] = {}   # declaration -> name
        self.bypassed: set[model.Typedef] = set()
        self.qualify: set[str] = set()         # typedef names to be written as ::name
        # Writes `struct { ... }` in place.
        self.inline_body: Callable[[model.Record | model.Enum], str] | None = None

    def declare(self, type_: model.Type, name: str = "", params: Sequence[str] = ()) -> str:
        """`TYPE name`, for example `int (*open)(struct inode *, struct file *)`."""
        return self._declare(type_, name, params)

    def _declare(self, type_: model.Type, inner: str, params: Sequence[str]) -> str:
        if isinstance(type_, model.Pointer):
            target = type_.to
            if isinstance(target, model.Function):
                convention = target.convention
                prefix = f"__attribute__(({convention})) " if convention else ""
                return self._declare(target, f"({prefix}*{inner})", params)
            if isinstance(target, model.Array):
                return self._declare(target, f"(*{inner})", params)
            return self._declare(target, "*" + inner, params)
        if isinstance(type_, model.Qualified):
            if isinstance(type_.of, model.Pointer):
                return self._declare(type_.of, f"{type_.qualifiers} {inner}".rstrip(), params)
            if isinstance(type_.of, model.Function):
                return self._declare(type_.of, inner, params)
            return self._join(f"{type_.qualifiers} {self.name(type_.of)}", inner)
        if isinstance(type_, model.Array):
            length = "" if type_.length is None else type_.length
            return self._declare(type_.of, f"{inner}[{length}]", ())
        if isinstance(type_, model.Function):
            return self._declare(type_.result, f"{inner}({self.parameters(type_, params)})", ())
        if isinstance(type_, model.Alias) and type_.decl in self.bypassed:
            return self._declare(type_.decl.type, inner, params)
        return self._join(self.name(type_), inner)

    @staticmethod
    def _join(name: str, inner: str) -> str:
        return f"{name} {inner}" if inner else name

    def parameters(self, function: model.Function, names: Sequence[str] = ()) -> str:
        """A parameter list without its parentheses."""
        texts = []
        for index, type_ in enumerate(function.params):
            name = names[index] if index < len(names) else ""
            texts.append(self._declare(type_, safe(name) if self.cxx else name, ()))
        if function.variadic:
            texts.append("...")
        return ", ".join(texts) or "void"

    def name(self, type_: model.Type) -> str:
        """The name of a type that needs no declarator."""
        if isinstance(type_, model.Builtin):
            return "bool" if self.cxx and type_.name == "_Bool" else type_.name
        if isinstance(type_, model.Alias):
            if type_.decl in self.bypassed:
                return self.declare(type_.decl.type)
            name = self.renamed.get(type_.decl, type_.decl.name)
            return "::" + name if name in self.qualify else name
        if isinstance(type_, model.Tag):
            decl = type_.decl
            if decl.inline and self.inline_body:
                return self.inline_body(decl)
            keyword = "enum" if isinstance(decl, model.Enum) else decl.keyword
            name = self.renamed.get(decl, decl.name)
            if name is None:
                alias = decl.alias or ""
                return "::" + alias if alias in self.qualify else alias
            return f"{keyword} {name}"
        raise TypeError(f"{type_!r} has no name")


def expressible(type_: model.Type, in_record: bool = False) -> str:
    """Why a type cannot be written in a declaration; empty if it can.

    A struct without a name can be written in place as a member, nowhere else.  A pointer to a
    function that does not return has a type of its own in C, but no way to write its name.
    """
    if isinstance(type_, model.Inexpressible):
        return type_.why
    if isinstance(type_, model.Tag):
        return "" if in_record or not type_.decl.inline else "type without a name"
    if isinstance(type_, model.Qualified):
        return expressible(type_.of, in_record)
    if isinstance(type_, model.Alias):
        return expressible(type_.decl.type, True)
    if isinstance(type_, model.Pointer):
        if isinstance(type_.to, model.Function) and type_.to.noreturn and not in_record:
            return "pointer to a function that does not return"
        return expressible(type_.to, in_record)
    if isinstance(type_, model.Array):
        return expressible(type_.of, in_record)
    if isinstance(type_, model.Function):
        return next(filter(None, map(expressible, (type_.result, *type_.params))), "")
    return ""
