# SPDX-License-Identifier: GPL-2.0
"""libclang: parses the headers once and turns declarations into the model, on demand.

Only the top level is walked for everything; records are loaded when they are wanted.  Types are
cached by clang's own type pointer, as most members of the kernel share few types.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

import model
from command import Compiler
from errors import BindingsError

try:
    import clang.cindex as ci
except ImportError:
    raise BindingsError("Python cannot import libclang: install the Debian package "
                        "python3-clang and use /usr/bin/python3") from None

_MAIN = "bindings_main.c"
_SKIP_FUNCTION_BODIES = 64  # CXTranslationUnit_SkipFunctionBodies has no name in Python
# libclang does not show regparm(0), which is what asmlinkage says on 32-bit x86.
_REGPARM = '-Dregparm(n)=annotate("regparm(" #n ")")'

_K = ci.TypeKind
_BUILTINS = {
    _K.VOID: "void", _K.BOOL: "_Bool", _K.CHAR_U: "char", _K.CHAR_S: "char",
    _K.UCHAR: "unsigned char", _K.SCHAR: "signed char", _K.USHORT: "unsigned short",
    _K.SHORT: "short", _K.UINT: "unsigned int", _K.INT: "int", _K.ULONG: "unsigned long",
    _K.LONG: "long", _K.ULONGLONG: "unsigned long long", _K.LONGLONG: "long long",
    _K.UINT128: "unsigned __int128", _K.INT128: "__int128", _K.FLOAT: "float",
    _K.DOUBLE: "double", _K.LONGDOUBLE: "long double",
}
_TAGS = {ci.CursorKind.STRUCT_DECL.value: "struct ", ci.CursorKind.UNION_DECL.value: "union ",
         ci.CursorKind.ENUM_DECL.value: "enum "}
_TRAILING_ATTRIBUTES = re.compile(r"(?:\s*__attribute__\(\([^()]*(?:\([^()]*\))?\)\))+$")


# What libclang calls a struct, union or enum without a tag that a typedef gives a name to
_NAMED_BY_TYPEDEF = re.compile(r"@[SUE]A@\w+$")


def _tag_name(cursor: "ci.Cursor", spelling: str) -> str:
    """The tag; empty when there is none.

    From version 16 on clang's spelling is "(unnamed struct at ...)", or the name of the typedef.
    """
    if not spelling or "(" in spelling:
        return ""
    usr = ci.conf.lib.clang_getCursorUSR(cursor)
    return "" if _NAMED_BY_TYPEDEF.search(usr) else spelling


def _unnamed(cursor: "ci.Cursor") -> bool:
    spelling = cursor.spelling
    if cursor.kind.value in _TAGS:
        return not _tag_name(cursor, spelling)
    return not spelling or "(" in spelling


class Headers:
    """The parsed headers."""

    def __init__(self, compiler: Compiler, headers: str, probes: list[str]) -> None:
        """Parses `headers`; each probe is a macro name whose value is asked for."""
        self._compiler = compiler
        self.builtin = {name: model.Builtin(name) for name in _BUILTINS.values()}
        self.builtin["__builtin_va_list"] = model.Builtin("__builtin_va_list")
        self._types: dict[int, model.Type] = {}
        self._decls: dict[object, model.Record | model.Enum | model.Typedef] = {}
        self._cursors: dict[model.Record, "ci.Cursor"] = {}
        self._header_names: dict[str, str] = {}
        self.functions: dict[str, "ci.Cursor"] = {}
        self.variables: dict[str, "ci.Cursor"] = {}
        self.typedefs: dict[str, "ci.Cursor"] = {}
        self.tags: dict[str, "ci.Cursor"] = {}
        self._unnamed_enums: list["ci.Cursor"] = []
        self._probe_cursors: dict[str, "ci.Cursor"] = {}
        self._enumerators: dict[str, tuple["ci.Cursor", "ci.Cursor"]] = {}
        self._deep = False
        self.unit = self._parse(headers, probes)
        self.probe_errors = self._diagnose(headers, probes)
        self._walk()

    def _parse(self, headers: str, probes: list[str]) -> "ci.TranslationUnit":
        text = [f'#include "{headers}"\n']
        for name in probes:
            text.append(f"#ifdef {name}\nenum {{ bindings_probe_{name} = ({name}) }};\n#endif\n")
        try:
            return ci.Index.create().parse(
                _MAIN, args=[*self._compiler.clang_flags, _REGPARM, "-w", "-ferror-limit=0"],
                unsaved_files=[(_MAIN, "".join(text))], options=_SKIP_FUNCTION_BODIES)
        except ci.LibclangError:
            raise BindingsError("libclang is missing: install the Debian package "
                                "libclang1 (python3-clang needs it)") from None
        except ci.TranslationUnitLoadError:
            raise BindingsError(f"libclang cannot read {headers} with these flags: "
                                f"{' '.join(self._compiler.clang_flags)}") from None

    def _diagnose(self, headers: str, probes: list[str]) -> dict[str, str]:
        """Errors in the headers end the run; those of a probe only say that it is no constant."""
        errors: dict[str, str] = {}
        for diagnostic in self.unit.diagnostics:
            if diagnostic.severity < ci.Diagnostic.Error:
                continue
            location = diagnostic.location
            file = location.file.name if location.file else ""
            if file != _MAIN or location.line == 1:
                where = f"{file}:{location.line}: " if file else ""
                raise BindingsError(f"libclang cannot parse the headers: {where}"
                                    f"{diagnostic.spelling}")
            errors.setdefault(probes[(location.line - 2) // 3], diagnostic.spelling)
        return errors

    def _walk(self) -> None:
        """Notes every top-level declaration by name; most are never looked at again."""
        kinds = ci.CursorKind
        tables = {
            kinds.FUNCTION_DECL.value: self.functions,
            kinds.VAR_DECL.value: self.variables,
            kinds.TYPEDEF_DECL.value: self.typedefs,
        }
        spelling = ci.conf.lib.clang_getCursorSpelling
        enum = kinds.ENUM_DECL.value

        def visit(cursor: "ci.Cursor", _parent: "ci.Cursor", _data: object) -> int:
            kind = cursor._kind_id
            if kind in tables:
                tables[kind].setdefault(spelling(cursor), cursor)
            elif kind in _TAGS:
                name = _tag_name(cursor, spelling(cursor))
                if name:
                    self.tags.setdefault(_TAGS[kind] + name, cursor)
                elif kind == enum:
                    self._unnamed_enums.append(cursor)
            return 1  # CXChildVisit_Continue

        self._visit(self.unit.cursor, visit)
        for cursor in reversed(self._unnamed_enums):
            children = list(self._own(cursor).get_children())[:1]
            if not children or not children[0].spelling.startswith("bindings_probe_"):
                break
            self._probe_cursors[children[0].spelling[len("bindings_probe_"):]] = children[0]

    @staticmethod
    def _visit(cursor: "ci.Cursor", visit: Callable) -> None:
        """Like get_children(), but without building a list."""
        callback = ci.callbacks["cursor_visit"](visit)
        ci.conf.lib.clang_visitChildren(cursor, callback, None)

    # Headers

    def header(self, cursor: "ci.Cursor") -> str:
        """The header that declares something."""
        file = cursor.location.file
        path = file.name if file else ""
        if path not in self._header_names:
            self._header_names[path] = self._compiler.header_name(path)
        return self._header_names[path]

    @cached_property
    def extern_functions(self) -> list[tuple[str, str]]:
        """Name and header of every function that is not static."""
        return self._extern(self.functions)

    @cached_property
    def extern_variables(self) -> list[tuple[str, str]]:
        """Name and header of every variable that is not static."""
        return self._extern(self.variables)

    def _extern(self, table: dict[str, "ci.Cursor"]) -> list[tuple[str, str]]:
        return [(name, self.header(cursor)) for name, cursor in table.items()
                if self._own(cursor).storage_class != ci.StorageClass.STATIC]

    @cached_property
    def complete_types(self) -> list[tuple[str, str]]:
        """Name and header of every defined struct, union and enum and of every typedef."""
        self._look_inside()
        definitions = ((name, self._own(c).get_definition()) for name, c in self.tags.items())
        return [*((name, self.header(cursor)) for name, cursor in definitions if cursor),
                *((name, self.header(self._own(c))) for name, c in self.typedefs.items())]

    # Constants

    def probe(self, name: str) -> tuple[int, model.Type] | None:
        """Value and type of a macro that was probed; None if it is no integer constant."""
        cursor = self._probe_cursors.get(name)
        if cursor is None or name in self.probe_errors:
            return None
        expressions = cursor.walk_preorder()
        own = next(e for e in expressions if e.kind == ci.CursorKind.PAREN_EXPR).type
        type_ = model.unqualified(self.convert(own))
        if isinstance(type_, model.Builtin):
            # clang says `unsigned int` of GFP_KERNEL; it is the gfp_t that its parts are cast to.
            canonical = own.get_canonical()
            casts = {self.convert(e.type) for e in expressions
                     if e.kind == ci.CursorKind.CSTYLE_CAST_EXPR
                     and e.type.kind == _K.TYPEDEF and e.type.get_canonical() == canonical}
            if len(casts) == 1:
                type_ = casts.pop()
        return cursor.enum_value, type_

    def enumerator(self, name: str) -> tuple[int, model.Enum] | None:
        """An enumerator by name, wherever its enum is declared."""
        self._look_inside()
        found = self._enumerators.get(name)
        if found is None:
            return None
        constant, enum = found
        decl = self._tag(enum)
        assert isinstance(decl, model.Enum)
        return constant.enum_value, decl

    @cached_property
    def enumerators(self) -> list[tuple[str, str]]:
        """Name and header of every enumerator."""
        self._look_inside()
        return [(name, self.header(c)) for name, (c, _) in self._enumerators.items()]

    def _look_inside(self) -> None:
        """Notes enumerators and the tags declared inside structs: all are global in C."""
        if self._deep:
            return
        self._deep = True
        constant = ci.CursorKind.ENUM_CONSTANT_DECL.value
        spelling = ci.conf.lib.clang_getCursorSpelling

        def visit(child: "ci.Cursor", parent: "ci.Cursor", _data: object) -> int:
            kind = child._kind_id
            if kind == constant:
                self._enumerators.setdefault(spelling(child), (self._own(child),
                                                               self._own(parent)))
            elif kind in _TAGS:
                name = _tag_name(child, spelling(child))
                if name:
                    self.tags.setdefault(_TAGS[kind] + name, child)
                return 2  # CXChildVisit_Recurse
            return 1      # CXChildVisit_Continue

        self._visit(self.unit.cursor, visit)

    # Declarations

    def function(self, name: str) -> model.FunctionDecl | None:
        """An extern function; None if it is a static inline one."""
        cursor = self._own(self.functions[name])
        if cursor.storage_class == ci.StorageClass.STATIC:
            return None
        type_ = model.strip(self.convert(cursor.type))
        assert isinstance(type_, model.Function)
        params = []
        must_check = False
        for child in cursor.get_children():
            if child.kind == ci.CursorKind.PARM_DECL:
                params.append(child.spelling)
            elif child.kind == ci.CursorKind.WARN_UNUSED_RESULT_ATTR:
                must_check = True
            elif child.kind == ci.CursorKind.ANNOTATE_ATTR and "regparm" in child.spelling:
                type_ = replace(type_, convention=child.spelling)
        return model.FunctionDecl(name, type_, tuple(params), self.header(cursor),
                                  cursor.mangled_name, must_check)

    def variable(self, name: str) -> model.VariableDecl | None:
        """An extern variable; None if it is a static one."""
        cursor = self._own(self.variables[name])
        if cursor.storage_class == ci.StorageClass.STATIC:
            return None
        return model.VariableDecl(name, self.convert(cursor.type), self.header(cursor),
                                  cursor.mangled_name)

    def named_type(self, name: str) -> model.Type | None:
        """`struct X`, `union X`, `enum X` or a typedef name."""
        if name not in self.tags and " " in name:
            self._look_inside()
        if name in self.tags:
            return self.convert(self._own(self.tags[name]).type)
        if name in self.typedefs:
            return self.convert(self._own(self.typedefs[name]).type)
        return None

    def _own(self, cursor: "ci.Cursor") -> "ci.Cursor":
        cursor._tu = self.unit
        return cursor

    def _tag(self, cursor: "ci.Cursor") -> model.Record | model.Enum:
        kind = cursor.kind
        unnamed = _unnamed(cursor)
        key: object = cursor.data[0] if unnamed else (kind, cursor.spelling)
        decl = self._decls.get(key)
        if decl is not None:
            return decl  # type: ignore[return-value]
        name = None if unnamed else cursor.spelling
        alias = None
        type_ = cursor.type
        if unnamed:
            spelled = type_.get_canonical().spelling
            alias = spelled if "(" not in spelled else None
        definition = cursor.get_definition()
        header = self.header(definition or cursor)
        if kind == ci.CursorKind.ENUM_DECL:
            base = self.convert(cursor.enum_type.get_canonical()) if definition \
                else self.builtin["unsigned int"]
            constants = [(c.spelling, c.enum_value) for c in (definition or cursor).get_children()
                         if c.kind == ci.CursorKind.ENUM_CONSTANT_DECL]
            decl = model.Enum(name, alias, header, base, type_.get_size(),
                              definition is not None, constants)
        else:
            keyword = "union" if kind == ci.CursorKind.UNION_DECL else "struct"
            decl = model.Record(keyword, name, alias, header, complete=definition is not None)
            if definition:
                decl.size, decl.align = type_.get_size(), type_.get_align()
                self._cursors[decl] = definition
            if alias in self.typedefs:
                own = self._own(self.typedefs[alias]).type.get_align()
                decl.alias_align = own if own != decl.align else 0
        self._decls[key] = decl
        return decl

    def load(self, record: model.Record) -> list[model.Field]:
        """The members of a complete record."""
        if record.fields is not None:
            return record.fields
        record.fields = []
        cursor = self._cursors[record]
        record.packed = any(c.kind == ci.CursorKind.PACKED_ATTR for c in cursor.get_children())
        for member in cursor.type.get_fields():
            type_ = member.type
            converted = self.convert(type_)
            size, align = type_.get_size(), type_.get_align()
            params: tuple[str, ...] = ()
            if isinstance(converted, model.Pointer) and isinstance(converted.to, model.Function):
                params = tuple(c.spelling for c in member.get_children()
                               if c.kind == ci.CursorKind.PARM_DECL)
                if len(params) != len(converted.to.params):
                    params = ()
            record.fields.append(model.Field(
                "" if _unnamed(member) else member.spelling, converted,
                ci.conf.lib.clang_Cursor_getOffsetOfField(member), max(size, 0), align,
                member.get_bitfield_width() if member.is_bitfield() else None, params))
        return record.fields

    def _typedef(self, cursor: "ci.Cursor") -> model.Typedef:
        key = ("typedef", cursor.spelling)
        decl = self._decls.get(key)
        if decl is None:
            underlying = cursor.underlying_typedef_type
            size, align = cursor.type.get_size(), cursor.type.get_align()
            own = align if align > 0 and align != underlying.get_align() else 0
            decl = model.Typedef(cursor.spelling, self.convert(underlying), self.header(cursor),
                                 size, align, own)
            self._decls[key] = decl
        assert isinstance(decl, model.Typedef)
        return decl

    # Types

    def convert(self, type_: "ci.Type") -> model.Type:
        """libclang's type as a tree of ours."""
        key = type_.data[0]
        found = self._types.get(key)
        if found is None:
            found = self._types[key] = self._convert(type_)
        return found

    def _convert(self, type_: "ci.Type") -> model.Type:
        kind = type_.kind
        if kind in (_K.CONSTANTARRAY, _K.INCOMPLETEARRAY, _K.VARIABLEARRAY):
            length = type_.get_array_size() if kind == _K.CONSTANTARRAY else None
            return model.Array(self.convert(type_.get_array_element_type()), length)
        if type_.get_address_space():
            return model.Inexpressible(f"type {type_.spelling}")
        plain = self._convert_unqualified(type_, kind)
        qualifiers = " ".join(
            word for word, has in (("const", type_.is_const_qualified()),
                                   ("volatile", type_.is_volatile_qualified()),
                                   ("__restrict", type_.is_restrict_qualified())) if has)
        return model.Qualified(qualifiers, plain) if qualifiers else plain

    def _convert_unqualified(self, type_: "ci.Type", kind: "ci.TypeKind") -> model.Type:
        if kind in _BUILTINS:
            return self.builtin[_BUILTINS[kind]]
        if kind == _K.POINTER:
            return model.Pointer(self.convert(type_.get_pointee()))
        if kind in (_K.RECORD, _K.ENUM, _K.ELABORATED, _K.TYPEDEF):
            declaration = type_.get_declaration()
            if declaration.kind == ci.CursorKind.TYPEDEF_DECL:
                if declaration.spelling == "__builtin_va_list":
                    return self.builtin["__builtin_va_list"]
                return model.Alias(self._typedef(declaration))
            if declaration.kind in (ci.CursorKind.STRUCT_DECL, ci.CursorKind.UNION_DECL,
                                    ci.CursorKind.ENUM_DECL):
                return model.Tag(self._tag(declaration))
        canonical = type_.get_canonical()
        if canonical.kind in (_K.FUNCTIONPROTO, _K.FUNCTIONNOPROTO):
            return self._function_type(type_, canonical)
        if canonical.kind != kind:
            converted = self.convert(canonical)
            return converted.of if isinstance(converted, model.Qualified) else converted
        return model.Inexpressible(f"type {type_.spelling}")

    def _function_type(self, type_: "ci.Type", canonical: "ci.Type") -> model.Type:
        # The sugared type keeps the typedef names of the parameters; Type.argument_types()
        # refuses it.
        lib = ci.conf.lib
        params = tuple(model.unqualified(self.convert(lib.clang_getArgType(type_, index)))
                       for index in range(max(0, lib.clang_getNumArgTypes(type_))))
        attributes = _TRAILING_ATTRIBUTES.search(canonical.spelling)
        text = attributes.group() if attributes else ""
        conventions = re.findall(r"\(\((ms_abi|sysv_abi|regparm\s*\(\d+\)|stdcall|fastcall"
                                 r"|cdecl|pcs\([^)]*\)|aarch64_vector_pcs)\)\)", text)
        return model.Function(model.unqualified(self.convert(type_.get_result())), params,
                              canonical.kind == _K.FUNCTIONPROTO
                              and canonical.is_function_variadic(),
                              "noreturn" in text, " ".join(conventions))
