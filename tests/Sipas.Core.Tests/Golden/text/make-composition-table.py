"""Writes src/Sipas.Core/Text/CompositionTable.Data.cs: python3 make-composition-table.py > …/CompositionTable.Data.cs

Source: the Unicode Character Database as Python carries it (UnicodeData.txt, fields 3 and 5), without compatibility mappings,
without characters past U+FFFF and without the ideographs of U+F900 to U+FAFF. It is run by a person; VietnameseTextTests
compares the table with what ICU composes.
"""
import unicodedata

ideographs = range(0xF900, 0xFB00)
pairs, one_way, classes = [], [], []
for code in range(0x80, 0x10000):
    if 0xD800 <= code < 0xE000 or code in ideographs:
        continue
    letter = chr(code)
    order = unicodedata.combining(letter)
    if order:
        if classes and classes[-1][1] == code - 1 and classes[-1][2] == order:
            classes[-1][1] = code
        else:
            classes.append([code, code, order])
    raw = unicodedata.decomposition(letter)
    if not raw or raw.startswith('<'):
        continue
    parts = [int(part, 16) for part in raw.split()]
    if len(parts) == 2 and unicodedata.normalize('NFC', letter) == letter:
        pairs.append((code, *parts))
    else:
        one_way.append((code, parts[0], parts[1] if len(parts) == 2 else 0))


# Triples on one line, which has at most 140 characters.
PER_LINE = 7


def lines(triples):
    for at in range(0, len(triples), PER_LINE):
        text = ''.join(f'\\u{value:04X}' for triple in triples[at:at + PER_LINE] for value in triple)
        yield '        ' + ('+ ' if at else '') + f'"{text}"' + (';' if at + PER_LINE >= len(triples) else '')


print('''namespace Sipas.Text;

// Written by tests/Sipas.Core.Tests/Golden/text/make-composition-table.py from the Unicode Character Database.
internal static partial class CompositionTable
{
    // Three characters each: the letter, and what it is composed of.''')
print('    private const string Pairs =')
print('\n'.join(lines(pairs)))
print('''
    // Three characters each: a letter that is never written, and the one or two it becomes (the second is U+0000 where there is one).''')
print('    private const string OneWay =')
print('\n'.join(lines(one_way)))
print('''
    // Three characters each: the first and the last mark of a run, and their canonical combining class.''')
print('    private const string Classes =')
print('\n'.join(lines(classes)))
print('}')
