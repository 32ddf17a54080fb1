# SPDX-License-Identifier: GPL-2.0
#
# Shortens what g++ says of a mistake that it only notices inside of a header: the line of the
# module comes first, with the sentence that helps, and the way that the compiler took from there
# is left out. What is not understood stays as it is. Variables: ROOT, kernel_support's path.
#
# g++ writes groups of lines: the context (In instantiation of ..., required from ...), which holds
# until the next one; a line FILE:LINE:COLUMN: error: TEXT; the source below it; notes.

function plain(text) {
	gsub(/\033\[[0-9;]*[mK]/, "", text)
	return text
}

# Whether a position lies in a header that is not the module's
function is_ours(file) {
	return index(file, ROOT "/include/") == 1 || index(file, ROOT "/runtime/") == 1 ||
		index(file, "/usr/") == 1 || file ~ /\/bindings\.hpp$/
}

function position(line) {
	return match(line, /^[^ :][^:]*:[0-9]+:[0-9]+:/) ? substr(line, 1, RLENGTH - 1) : ""
}

function file_of(place) {
	sub(/:[0-9]+:[0-9]+$/, "", place)
	return place
}

# The first position of the module on the way to the error
function remember(line,    place) {
	place = position(line)
	if (place != "" && !is_ours(file_of(place)) && trail == "") trail = place
}

function sentence(text,    name, number) {
	if (match(text, /fmt::mistake::[a-z_]+/)) {
		name = substr(text, RSTART + 14, RLENGTH - 14)
		gsub(/_/, " ", name)
		if (match(text, /argument = [0-9]+/))
			name = name " (argument " substr(text, RSTART + 11, RLENGTH - 11) ")"
		return name
	}
	if (index(text, " (Argument<type, number> above says which)") && argument != "")
		sub(/ \(Argument<type, number> above says which\)/, " (" argument ")", text)
	if (handler != "") sub(/static assertion failed: /, "&" handler ": ", text)
	return text
}

# How much a sentence helps
function worth(text) {
	return text ~ /static assertion failed|fmt::mistake::/ ? 2 : text ~ /use of deleted function|constraints/ ? 1 : 0
}

function show_source(place,    parts, count, line, text, file, caret, i) {
	count = split(place, parts, ":")
	file = file_of(place)
	for (line = 1; (getline text < file) > 0; line++)
		if (line == parts[count - 1]) {
			printf "%5d | %s\n", line, text
			caret = substr(text, 1, parts[count] - 1)
			gsub(/[^\t]/, " ", caret)
			printf "      | %s^\n", caret
			break
		}
	close(file)
}

# The group that has been read: printed as it is, or kept as one of its position of the module
function flush_group(    place, i) {
	if (!lines) return
	place = where
	if (primary && is_ours(file_of(place))) {
		if (expanded != "") place = expanded
		else if (trail != "") place = trail
	}
	if (primary && place != where) {
		dropped = 1
		# The ioctls of a table have one position.
		if (handler != "") place = place " " handler
		if (!(place in best)) {
			order[++items] = "place " place
			best[place] = -1
		}
		if (worth(what) > best[place]) {
			best[place] = worth(what)
			said[place] = kind ": " sentence(what)
		}
	} else if (!primary && position(plain(group[1])) ~ /^\/usr\//) {
		dropped = 1	# candidates of the standard library
	} else {
		order[++items] = ""
		# A note alone says where it is.
		for (i = 1; primary && i <= contexts; i++) order[items] = order[items] context[i] "\n"
		for (i = 1; i <= lines; i++) order[items] = order[items] group[i] "\n"
		contexts = 0
	}
	lines = primary = 0
	expanded = ""
}

{
	line = plain($0)
	if (line ~ /^In file included from |^ +from [^ ]+:[0-9]+/) {
		flush_group()
		if (line ~ /^In file/) contexts = 0
		context[++contexts] = $0
		next
	}
	if (line ~ /: (In|At) .*[^ ]:$/ && line !~ / (error|warning|note): /) {
		flush_group()
		contexts = 0
		trail = argument = handler = ""
		context[++contexts] = $0
		if (match(line, /fmt::detail::Argument<.*, [0-9]+>/)) {
			argument = substr(line, RSTART + 22, RLENGTH - 23)
			match(argument, /, [0-9]+$/)
			argument = "number " substr(argument, RSTART + 2) ", of the type " \
				substr(argument, 1, RSTART - 1)
		}
		if (match(line, /kernel::ioctl::Handler<[0-9]+, &[^>]*>/)) {
			handler = substr(line, RSTART, RLENGTH - 1)
			sub(/^[^&]*&/, "", handler)
		}
		next
	}
	if (line ~ /:[0-9]+:[0-9]+: +(required (from|by)|in [^ ]*constexpr[^ ]* expansion of|recursively required)/ ||
	    line ~ /:[0-9]+:[0-9]+: +\[ skipping/) {
		if (line ~ /required (from|by substitution)|constexpr/) {
			if (primary) flush_group()
			remember(line)
			context[++contexts] = $0
			next
		}
	}
	if (line ~ /^[^ ].*:[0-9]+:[0-9]+: (fatal )?(error|warning): /) {
		flush_group()
		where = position(line)
		match(line, /: (fatal )?(error|warning): /)
		what = substr(line, RSTART + RLENGTH)
		kind = line ~ /: (fatal )?error: / ? "error" : "warning"
		primary = 1
	} else if (primary && expanded == "" && line ~ /: note: in (expansion of macro|definition of macro)/) {
		place = position(line)
		if (place != "" && !is_ours(file_of(place))) expanded = place
	}
	group[++lines] = $0
}

END {
	flush_group()
	for (i = 1; i <= items; i++) {
		if (order[i] !~ /^place /) {
			printf "%s", order[i]
			continue
		}
		place = substr(order[i], 7)
		what = said[place]
		sub(/ .*/, "", place)
		print place ": " what
		show_source(place)
	}
	if (dropped) print "note: V=1 shows how the compiler came to what it says"
}
