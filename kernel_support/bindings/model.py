# SPDX-License-Identifier: GPL-2.0
"""C types and declarations as the generator sees them, independent of libclang.

Types are small trees that are shared and never changed; two are the same type only if they are the
same object or print alike.  Declarations (records, enums, typedefs) are unique objects.
"""

from dataclasses import dataclass, field


class Type:
    """Base of the type trees."""

    __slots__ = ()


@dataclass(frozen=True, eq=False, slots=True)
class Builtin(Type):
    """int, unsigned long, void, _Bool, __int128, __builtin_va_list ..."""

    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Tag(Type):
    """struct X, union X or enum X."""

    decl: "Record | Enum"


@dataclass(frozen=True, eq=False, slots=True)
class Alias(Type):
    """A typedef name."""

    decl: "Typedef"


@dataclass(frozen=True, eq=False, slots=True)
class Qualified(Type):
    """const, volatile or __restrict applied to a type that is not an array."""

    qualifiers: str
    of: Type


@dataclass(frozen=True, eq=False, slots=True)
class Pointer(Type):
    """A pointer."""

    to: Type


@dataclass(frozen=True, eq=False, slots=True)
class Array(Type):
    """An array; its length is None in `int a[]`."""

    of: Type
    length: int | None


@dataclass(frozen=True, eq=False, slots=True)
class Function(Type):
    """A function; `convention` is an attribute that changes the call, such as ms_abi."""

    result: Type
    params: tuple[Type, ...]
    variadic: bool
    noreturn: bool
    convention: str


@dataclass(frozen=True, eq=False, slots=True)
class Inexpressible(Type):
    """A type that C++ (or this generator) cannot spell; only its size and alignment are kept."""

    why: str


@dataclass(eq=False, slots=True)
class Field:
    """A member as C has it.  Offsets are in bits, from the start of the enclosing record."""

    name: str                   # "" for anonymous structs and unions and unnamed bit-fields
    type: Type
    offset: int
    size: int                   # bytes of the type; 0 for flexible arrays
    align: int                  # bytes of the type
    width: int | None           # bits of a bit-field
    params: tuple[str, ...] = ()  # parameter names of a function pointer


@dataclass(eq=False, slots=True)
class Record:
    """A struct or a union.  `name` is None if it has no tag, `alias` its typedef name then."""

    keyword: str
    name: str | None
    alias: str | None
    header: str
    size: int = 0
    align: int = 1
    complete: bool = False
    fields: list[Field] | None = None   # None: not loaded
    packed: bool = False                # the headers say packed
    alias_align: int = 0                # alignment of the typedef, if it differs
    opaque: str = ""                    # why only size and alignment are shown

    @property
    def inline(self) -> bool:
        """True if it can only be written where it is used."""
        return self.name is None and self.alias is None

    @property
    def c_name(self) -> str:
        """The name in C."""
        return f"{self.keyword} {self.name}" if self.name else self.alias or ""


@dataclass(eq=False, slots=True)
class Enum:
    """An enum with its underlying type."""

    name: str | None
    alias: str | None
    header: str
    base: Type
    size: int
    complete: bool
    constants: list[tuple[str, int]] = field(default_factory=list)

    @property
    def inline(self) -> bool:
        """True if it can only be written where it is used."""
        return self.name is None and self.alias is None

    @property
    def c_name(self) -> str:
        """The name in C."""
        return f"enum {self.name}" if self.name else self.alias or ""


@dataclass(eq=False, slots=True)
class Typedef:
    """A typedef; `own_align` is 0 unless the typedef itself changes the alignment."""

    name: str
    type: Type
    header: str
    size: int
    align: int
    own_align: int


@dataclass(eq=False, slots=True)
class FunctionDecl:
    """An extern function."""

    name: str
    type: Function
    params: tuple[str, ...]
    header: str
    symbol: str          # differs from the name if the header says asm("...")
    must_check: bool


@dataclass(eq=False, slots=True)
class VariableDecl:
    """An extern variable."""

    name: str
    type: Type
    header: str
    symbol: str


@dataclass(eq=False, slots=True)
class Constant:
    """A constant: a macro, or an enumerator of an enum without a name."""

    name: str
    value: int
    type: Type
    header: str
    is_macro: bool


def unqualified(type_: Type) -> Type:
    """The type without its own const or volatile, which callers of a function do not see."""
    return type_.of if isinstance(type_, Qualified) else type_


def strip(type_: Type) -> Type:
    """The type behind typedefs and qualifiers."""
    while isinstance(type_, (Alias, Qualified)):
        type_ = type_.decl.type if isinstance(type_, Alias) else type_.of
    return type_


def record_of(type_: Type | None) -> Record | None:
    """The struct or union behind typedefs and qualifiers, if there is one."""
    plain = strip(type_) if type_ else None
    if isinstance(plain, Tag) and isinstance(plain.decl, Record):
        return plain.decl
    return None
