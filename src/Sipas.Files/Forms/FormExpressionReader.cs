using System.Globalization;
using System.Text;

namespace Sipas.Files.Forms;

/// <summary>Parses expressions of both dialects; an expression with unsupported syntax is listed as lost.</summary>
internal sealed class FormExpressionReader
{
    private const int LongestExpression = 8_192;
    private const int DeepestNesting = 32;

    private static readonly string[] Comparisons = ["!=", "<>", ">=", "<=", "==", "=", ">", "<"];

    private readonly string _text;
    private readonly FormDialect _dialect;
    private int _at;
    private int _depth;

    private FormExpressionReader(string text, FormDialect dialect) => (_text, _dialect) = (text, dialect);

    /// <summary>Reads an expression.</summary>
    /// <returns>Null when it is longer or deeper than the limits, or contains unsupported syntax.</returns>
    public static FormExpression? Read(string text, FormDialect dialect)
    {
        if (text.Length > LongestExpression)
        {
            return null;
        }

        var reader = new FormExpressionReader(text, dialect);
        FormExpression? read = reader.Any();
        reader.Blank();
        return reader._at == text.Length ? read : null;
    }

    /// <summary>Gets the names in an expression, even if it cannot be parsed.</summary>
    public static IEnumerable<string> Names(string text)
    {
        for (int at = text.IndexOf('{', StringComparison.Ordinal); at >= 0; at = text.IndexOf('{', at + 1))
        {
            int end = text.IndexOf('}', at);
            if (end < 0)
            {
                yield break;
            }

            yield return text[(at + 1)..end].Trim();
        }
    }

    private FormExpression? Any() => Join("or", "||", All, parts => new FormOr(parts));

    private FormExpression? All() => Join("and", "&&", One, parts => new FormAnd(parts));

    private FormExpression? Join(string word, string sign, Func<FormExpression?> part, Func<List<FormExpression>, FormExpression> join)
    {
        var parts = new List<FormExpression>();
        do
        {
            if (part() is not { } read)
            {
                return null;
            }

            parts.Add(read);
        }
        while (TakeWord(word) || Take(sign));

        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private FormExpression? One()
    {
        if (++_depth > DeepestNesting)
        {
            return null;
        }

        FormExpression? read;
        if (!Peek("!=") && Take("!"))
        {
            read = One() is { } inner ? new FormNot(inner) : null;
        }
        else if (Take("("))
        {
            read = Any();
            read = Take(")") ? read : null;
        }
        else
        {
            read = Test();
        }

        _depth--;
        return read;
    }

    private FormExpression? Test()
    {
        Blank();
        int start = _at;
        string word = Word();
        if (word is "not" or "selected" && Take("("))
        {
            if (word == "not")
            {
                FormExpression? inner = Any();
                return inner is not null && Take(")") ? new FormNot(inner) : null;
            }

            return Operand() is (false, { } variable) && Take(",") && Operand() is (true, { } choice) && Take(")")
                ? new FormTest(variable, "contains", choice)
                : null;
        }

        _at = start;
        if (Operand() is not { } left)
        {
            return null;
        }

        if (!left.IsLiteral && _dialect == FormDialect.SurveyJs)
        {
            if (TakeWord("notempty"))
            {
                return new FormTest(left.Text, "notempty");
            }

            if (TakeWord("empty"))
            {
                return new FormTest(left.Text, "empty");
            }
        }

        if (Operator() is not { } comparison)
        {
            return null;
        }

        if (comparison == "anyof")
        {
            return !left.IsLiteral && List() is { } values ? new FormTest(left.Text, comparison, values) : null;
        }

        if (Operand() is not { } right || left.IsLiteral == right.IsLiteral)
        {
            return null;
        }

        (string name, string value) = left.IsLiteral ? (right.Text, left.Text) : (left.Text, right.Text);
        comparison = left.IsLiteral ? Mirror(comparison) : comparison;
        return (comparison, value) switch
        {
            ("=", "") => new FormTest(name, "empty"),
            ("!=", "") => new FormTest(name, "notempty"),
            _ => new FormTest(name, comparison, value),
        };
    }

    private static string Mirror(string comparison) => comparison switch
    {
        ">" => "<",
        "<" => ">",
        ">=" => "<=",
        "<=" => ">=",
        _ => comparison,
    };

    private string? Operator()
    {
        foreach (string sign in Comparisons)
        {
            if (Take(sign))
            {
                return sign switch { "==" => "=", "<>" => "!=", _ => sign };
            }
        }

        return _dialect != FormDialect.SurveyJs ? null
            : TakeWord("notcontains") ? "notcontains"
            : TakeWord("contains") ? "contains"
            : TakeWord("anyof") ? "anyof"
            : null;
    }

    // A name, a literal, or a function of the question's own answer.
    private (bool IsLiteral, string Text)? Operand()
    {
        Blank();
        if (_at == _text.Length)
        {
            return null;
        }

        string open = _dialect == FormDialect.XlsForm ? "${" : "{";
        if (Peek(open))
        {
            int end = _text.IndexOf('}', _at);
            if (end < 0)
            {
                return null;
            }

            string name = _text[(_at + open.Length)..end].Trim();
            _at = end + 1;
            return (false, name);
        }

        char first = _text[_at];
        if (first is '\'' or '"')
        {
            int end = _text.IndexOf(first, _at + 1);
            if (end < 0)
            {
                return null;
            }

            string literal = _text[(_at + 1)..end];
            _at = end + 1;
            return literal.Contains('\\', StringComparison.Ordinal) ? null : (true, literal);
        }

        int start = _at;
        if (first == '-' || char.IsAsciiDigit(first))
        {
            _at++;
            while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            {
                _at++;
            }

            string number = _text[start.._at];
            return decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out _) ? (true, number) : null;
        }

        if (first == '.' && _dialect == FormDialect.XlsForm)
        {
            _at++;
            return (false, ".");
        }

        string function = Word();
        if (_dialect == FormDialect.SurveyJs && function is "true" or "false")
        {
            return (true, function);
        }

        return function.Length > 0 && Take("(") && Take(".") && Take(")") ? (false, $"{function}(.)") : null;
    }

    private List<string>? List()
    {
        if (!Take("["))
        {
            return null;
        }

        var values = new List<string>();
        do
        {
            if (Operand() is not (true, { } value))
            {
                return null;
            }

            values.Add(value);
        }
        while (Take(","));

        return Take("]") ? values : null;
    }

    private string Word()
    {
        Blank();
        var word = new StringBuilder();
        while (_at < _text.Length && (char.IsAsciiLetter(_text[_at]) || (word.Length > 0 && _text[_at] == '-')))
        {
            word.Append(_text[_at++]);
        }

        return word.ToString();
    }

    private bool TakeWord(string word)
    {
        Blank();
        int end = _at + word.Length;
        if (string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0
            || (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '-' or '_')))
        {
            return false;
        }

        _at = end;
        return true;
    }

    private bool Peek(string sign)
    {
        Blank();
        return string.CompareOrdinal(_text, _at, sign, 0, sign.Length) == 0;
    }

    private bool Take(string sign)
    {
        if (!Peek(sign))
        {
            return false;
        }

        _at += sign.Length;
        return true;
    }

    private void Blank()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
