using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Sipas.Generators;

/// <summary>Reads and checks the catalog of problem codes: an object with one object of texts for each code.</summary>
internal sealed class CatalogReader(string path, string text)
{
    /// <summary>The member with the name of the constant.</summary>
    public const string Name = "name";

    /// <summary>The member with the docstring of the constant.</summary>
    public const string Summary = "summary";

    /// <summary>The member with the Vietnamese sentence.</summary>
    public const string Vietnamese = "vi";

    /// <summary>The member with the English sentence.</summary>
    public const string English = "en";

    private static readonly string[] Members = [Name, Summary, Vietnamese, English];

    // Members of every class, and the class itself: a constant of the same name would hide them, or would not compile.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "ProblemCodes", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    private readonly JsonCursor _json = new(text);
    private readonly SourceText _lines = SourceText.From(text);
    private readonly SortedDictionary<string, CatalogEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _codesByName = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _faults = [];

    /// <summary>The valid entries in the order of their codes.</summary>
    public IReadOnlyCollection<CatalogEntry> Entries => _entries.Values;

    /// <summary>The faults in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> Faults => _faults;

    /// <summary>Reads the catalog up to its end, or up to the place from which it is malformed.</summary>
    public void Read()
    {
        try
        {
            _json.ReadObject(ReadEntry);
            if (_json.SkipWhiteSpace())
            {
                throw _json.Fault("the file continues after its object");
            }
        }
        catch (CatalogFormatException fault)
        {
            Report(CatalogFaults.Malformed, new TextSpan(Math.Min(fault.Position, _lines.Length), 0), fault.Message);
        }
    }

    private void ReadEntry()
    {
        (string code, TextSpan span) = ReadText();
        var entry = new CatalogEntry(code, span);
        _json.Expect(':');
        int faults = _faults.Count;
        _json.ReadObject(() => ReadMember(entry));
        CheckCode(entry);
        CheckMembers(entry);
        if (_faults.Count == faults)
        {
            _entries.Add(code, entry);
        }
    }

    private void ReadMember(CatalogEntry entry)
    {
        (string member, TextSpan span) = ReadText();
        _json.Expect(':');
        (string Text, TextSpan Span) value = ReadText();
        if (!Members.Contains(member))
        {
            Report(CatalogFaults.MemberUnknown, span, entry.Code, member, string.Join(", ", Members));
        }
        else if (entry.Members.ContainsKey(member))
        {
            Report(CatalogFaults.MemberDuplicate, span, entry.Code, member);
        }
        else
        {
            entry.Members.Add(member, value);
        }
    }

    private void CheckCode(CatalogEntry entry)
    {
        string code = entry.Code;
        if (code.Length != 7 || !code.Take(3).All(letter => letter is >= 'A' and <= 'Z') || !code.Skip(3).All(IsDigit))
        {
            Report(CatalogFaults.CodeInvalid, entry.Span, code);
        }

        if (!_codes.Add(code))
        {
            Report(CatalogFaults.CodeDuplicate, entry.Span, code);
        }
    }

    private void CheckMembers(CatalogEntry entry)
    {
        foreach (string member in Members)
        {
            if (string.IsNullOrWhiteSpace(entry.TextOf(member)))
            {
                Report(CatalogFaults.MemberMissing, entry.Span, entry.Code, member);
            }
        }

        string name = entry.TextOf(Name);
        if (string.IsNullOrWhiteSpace(name))
        {
            return;
        }

        TextSpan span = entry.Members[Name].Span;
        if (name[0] is not (>= 'A' and <= 'Z') || !name.All(IsLetterOrDigit) || Reserved.Contains(name))
        {
            Report(CatalogFaults.NameInvalid, span, entry.Code, name);
        }
        else if (_codesByName.TryGetValue(name, out string? other))
        {
            Report(CatalogFaults.NameDuplicate, span, entry.Code, other, name);
        }
        else
        {
            _codesByName.Add(name, entry.Code);
        }
    }

    private (string Text, TextSpan Span) ReadText()
    {
        _json.SkipWhiteSpace();
        int start = _json.Position;
        return (_json.ReadString(), TextSpan.FromBounds(start, _json.Position));
    }

    private void Report(DiagnosticDescriptor fault, TextSpan span, params object[] arguments) =>
        _faults.Add(Diagnostic.Create(fault, Location.Create(path, span, _lines.Lines.GetLinePositionSpan(span)), arguments));

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsLetterOrDigit(char c) => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') || IsDigit(c);
}
