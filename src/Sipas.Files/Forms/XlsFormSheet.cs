using System.Text.RegularExpressions;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>One sheet of an XLSForm: its rows, its columns by their standard names, and those of its translated texts
/// by language.</summary>
internal sealed partial class XlsFormSheet
{
    // Names of the same column in older forms and other tools.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["relevance"] = "relevant",
        ["bind::relevant"] = "relevant",
        ["bind::required"] = "required",
        ["bind::constraint"] = "constraint",
        ["bind::jr:constraintmsg"] = "constraint_message",
        ["constraint message"] = "constraint_message",
        ["constraint_msg"] = "constraint_message",
        ["caption"] = "label",
        ["form title"] = "form_title",
        ["form id"] = "form_id",
        ["default language"] = "default_language",
    };

    private static readonly string[] Translated = ["label", "constraint_message"];

    private static readonly Dictionary<string, (string Tag, string Name)> KnownNames = new(StringComparer.Ordinal)
    {
        ["vi"] = ("vi", "Tiếng Việt"),
        ["vietnamese"] = ("vi", "Tiếng Việt"),
        ["tieng viet"] = ("vi", "Tiếng Việt"),
        ["en"] = ("en", "English"),
        ["english"] = ("en", "English"),
        ["tieng anh"] = ("en", "English"),
    };

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Column, string Tag), int> _texts = [];
    private readonly HashSet<int> _unknownLanguages = [];
    private readonly TableFile _file;
    private readonly string _name;

    private XlsFormSheet(string name, TableFile file)
    {
        (_name, _file) = (name, file);
        for (int i = 0; i < file.Columns.Count; i++)
        {
            string column = file.Columns[i].ToLowerInvariant();
            _columns.TryAdd(Aliases.GetValueOrDefault(column) ?? column, i);
        }

        Rows = [.. file.ReadRows()];
    }

    public IReadOnlyList<TableRow> Rows { get; }

    /// <summary>Reads a whole sheet; null for a sheet that is empty, unless it is the survey itself.</summary>
    public static XlsFormSheet? Read(string name, Func<Stream> open, FormLimits limits, string sheet)
    {
        try
        {
            var file = TableFile.Open(name, open,
                new TableFileOptions { Limits = limits.ToFileLimits(), Sheet = sheet, TakesFirstRow = true });
            return file.Format == TableFormat.Xlsx
                ? new XlsFormSheet(sheet, file)
                : throw new SipasException(new Problem(ProblemCodes.FormFormatUnknown, "file", name, "XLSX"));
        }
        catch (SipasException error) when (error.Problems[0].Code == ProblemCodes.FileEmpty && sheet != "survey")
        {
            return null;
        }
    }

    /// <summary>Gets a language by the name in a header: <c>Tày (tay)</c>, <c>English</c>, <c>vi</c>; null when it is
    /// not recognized.</summary>
    public static (string Tag, string Name)? Language(string header)
    {
        if (KnownNames.TryGetValue(VietnameseText.SearchKey(header), out (string Tag, string Name) known))
        {
            return known;
        }

        Match match = NameAndTag().Match(header);
        if (!match.Success || !PackLanguage.IsTag(match.Groups["tag"].Value))
        {
            return null;
        }

        // Regional variants count as the same Vietnamese or English.
        string tag = match.Groups["tag"].Value;
        return tag is "vi" or "vi-vn"
            ? ("vi", "Tiếng Việt")
            : tag is "en" or "en-us" or "en-gb"
                ? ("en", "English")
                : (tag, match.Groups["name"].Value.Trim() is { Length: > 0 } name ? name : tag);
    }

    public void Require(params string[] columns)
    {
        foreach (string column in columns)
        {
            RequireOne(column);
        }
    }

    /// <summary>Gets the first of several column names that exists.</summary>
    public string RequireOne(params string[] columns) => columns.FirstOrDefault(_columns.ContainsKey)
        ?? throw new SipasException(new Problem(ProblemCodes.ColumnMissing, _name, columns[0], string.Join(", ", _file.Columns)));

    public string Cell(TableRow row, string column) => _columns.TryGetValue(column, out int at) ? row.Cells[at] : "";

    public string Place(TableRow row) => $"{_name} {FileTable.RowPlace(row.Number)}";

    public string Place(TableRow row, string column) => $"{Place(row)}, {column}";

    /// <summary>Finds the columns of translated texts; one without a language is in the form's default language.</summary>
    public void FindLanguages((string Tag, string Name) defaultLanguage, DraftForm form)
    {
        for (int i = 0; i < _file.Columns.Count; i++)
        {
            string header = _file.Columns[i];
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            string name = (colon < 0 ? header : header[..colon]).Trim().ToLowerInvariant();
            name = Aliases.GetValueOrDefault(name) ?? name;
            if (!Translated.Contains(name))
            {
                continue;
            }

            (string Tag, string Name)? language = colon < 0 ? defaultLanguage : Language(header[colon..].TrimStart(':').Trim());
            if (language is not { } known || !_texts.TryAdd((name, known.Tag), i))
            {
                _unknownLanguages.Add(i);
                form.Lose(ProblemCodes.FormLanguageUnknown, $"{_name}, {header}", header, $"{name}::Tiếng Việt (vi)");
                continue;
            }

            form.Languages.TryAdd(known.Tag, known.Name);
        }
    }

    /// <summary>Gets the texts of a row by language; the name where there are none.</summary>
    public DraftText Text(TableRow row, string column, string name, DraftForm form)
    {
        DraftText text = Texts(row, column);
        if (!text.IsEmpty)
        {
            return text;
        }

        form.Lose(ProblemCodes.FormLabelMissing, Place(row, column), name);
        return DraftText.Of(text.Place, name);
    }

    /// <summary>Gets the texts of a row by language; none when all are blank.</summary>
    public DraftText Texts(TableRow row, string column) => new(
        Place(row, column),
        _texts.Where(pair => pair.Key.Column == column && row.Cells[pair.Value].Length > 0)
        .ToDictionary(pair => pair.Key.Tag, pair => row.Cells[pair.Value], StringComparer.Ordinal));

    /// <summary>Lists the cells of a row that were not read.</summary>
    public void LoseOthers(TableRow row, DraftForm form, params string[] read)
    {
        for (int i = 0; i < row.Cells.Count; i++)
        {
            string header = _file.Columns[i];
            bool isRead = read.Any(column => _columns.TryGetValue(column, out int at) && at == i)
                || _texts.Any(pair => pair.Value == i && read.Contains(pair.Key.Column)) || _unknownLanguages.Contains(i);
            if (!isRead && row.Cells[i].Length > 0)
            {
                form.Lose(ProblemCodes.FormPropertyUnkept, Place(row, header.Length > 0 ? header : FormNouns.Show(i + 1)), row.Cells[i]);
            }
        }
    }

    [GeneratedRegex(@"^((?<name>.*?)\s*\((?<tag>[a-z0-9-]+)\)|(?<tag>[a-z]{2,3}))$", RegexOptions.Singleline)]
    private static partial Regex NameAndTag();
}
