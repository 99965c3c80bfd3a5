using System.Globalization;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>Reads the sheets of an XLSForm.</summary>
internal sealed partial class XlsFormReader
{
    private static readonly string[] Sheets = ["survey", "choices", "settings"];

    // The times of the answers are those of the ballot, so these rows are no loss.
    private static readonly string[] Times = ["start", "end"];

    private readonly string _name;
    private readonly Func<Stream> _open;
    private readonly FormLimits _limits;
    private readonly DraftForm _form = new(FormDialect.XlsForm);
    private readonly Dictionary<string, DraftScale> _lists = new(StringComparer.Ordinal);
    private readonly HashSet<string> _usedLists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _rowOfName = new(StringComparer.Ordinal);
    private (string Tag, string Name) _defaultLanguage = ("vi", "Tiếng Việt");

    private XlsFormReader(string name, Func<Stream> open, FormLimits limits) => (_name, _open, _limits) = (name, open, limits);

    public static DraftForm Read(string name, Func<Stream> open, FormLimits limits)
    {
        var reader = new XlsFormReader(name, open, limits);
        reader.Read();
        return reader._form;
    }

    private void Read()
    {
        XlsFormSheet survey = XlsFormSheet.Read(_name, _open, _limits, Sheets[0])!;
        survey.Require("type", "name");
        IReadOnlyList<string> sheets = TableFile.SheetNames(_name, _open, _limits.ToFileLimits());
        XlsFormSheet? choices = Optional(sheets, Sheets[1]);
        XlsFormSheet? settings = Optional(sheets, Sheets[2]);
        foreach (string other in sheets.Where(sheet => !Sheets.Contains(sheet, StringComparer.OrdinalIgnoreCase)))
        {
            _form.Lose(ProblemCodes.FormPropertyUnkept, other, other);
        }

        ReadSettings(settings);
        foreach (XlsFormSheet sheet in ((XlsFormSheet?[])[survey, choices]).OfType<XlsFormSheet>())
        {
            sheet.FindLanguages(_defaultLanguage, _form);
        }

        if (choices is not null)
        {
            ReadChoices(choices);
        }

        List<XlsFormNode> tree = Tree(survey);
        RefuseCycles(tree);
        foreach (XlsFormNode node in tree)
        {
            Take(node, null, []);
        }

        HashSet<string> scales = [.. _form.Questions.SelectMany(question => question.Items).Select(item => item.TickScale)
            .OfType<string>()];
        foreach ((string list, DraftScale scale) in _lists
            .Where(pair => !_usedLists.Contains(pair.Key) && !scales.Contains(pair.Value.Code!)))
        {
            _form.Lose(ProblemCodes.FormListUnused, scale.Place, list);
        }
    }

    private XlsFormSheet? Optional(IReadOnlyList<string> sheets, string sheet) =>
        sheets.Contains(sheet, StringComparer.OrdinalIgnoreCase) ? XlsFormSheet.Read(_name, _open, _limits, sheet) : null;

    private void ReadSettings(XlsFormSheet? sheet)
    {
        if (sheet is not { Rows: [var row, ..] })
        {
            return;
        }

        foreach (TableRow more in sheet.Rows.Skip(1))
        {
            _form.Lose(ProblemCodes.FormPropertyUnkept, sheet.Place(more), string.Join(", ", more.Cells.Where(cell => cell.Length > 0)));
        }

        _form.Id = Cell("form_id", "id_string");
        _form.Version = Cell("version");
        if (Cell("form_title", "title") is { } title)
        {
            _form.Title = DraftText.Of(sheet.Place(row, "form_title"), title);
        }

        if (Cell("default_language") is { } language)
        {
            if (XlsFormSheet.Language(language) is { } known)
            {
                _defaultLanguage = known;
            }

            if (_defaultLanguage.Tag != "vi")
            {
                _form.Lose(ProblemCodes.FormPropertyUnkept, sheet.Place(row, "default_language"), language);
            }
        }

        sheet.LoseOthers(row, _form, "form_id", "id_string", "version", "form_title", "title", "default_language");

        string? Cell(params string[] columns) => columns.Select(column => sheet.Cell(row, column)).FirstOrDefault(cell => cell.Length > 0);
    }

    private void ReadChoices(XlsFormSheet sheet)
    {
        string list = sheet.RequireOne("list_name", "list name");
        string value = sheet.RequireOne("name", "value");
        var seen = new Dictionary<(string, string), int>();
        foreach (TableRow row in sheet.Rows)
        {
            (string listName, string name) = (sheet.Cell(row, list), sheet.Cell(row, value));
            if (listName.Length == 0 || name.Length == 0)
            {
                throw new SipasException(
                    new Problem(ProblemCodes.FormNameMissing, sheet.Place(row), allowed: listName.Length == 0 ? list : value));
            }

            if (!seen.TryAdd((listName, name), row.Number))
            {
                throw new SipasException(
                    new Problem(ProblemCodes.FormNameTwice, sheet.Place(row), name, FileTable.RowPlace(seen[(listName, name)])));
            }

            if (!_lists.TryGetValue(listName, out DraftScale? scale))
            {
                scale = new DraftScale(FormNames.Decode(FormNames.Scale, listName, xml: false),
                    sheet.Place(row))
                {
                    HoldsItems = FormNames.IsOfKind(FormNames.Ticks, listName),
                };
                _lists.Add(listName, scale);
                if (listName != FormNames.Units && !scale.HoldsItems)
                {
                    _form.Scales.Add(scale);
                }
            }

            scale.Choices.Add(new DraftChoice(name, sheet.Text(row, "label", name, _form), sheet.Place(row))
            {
                Satisfied = sheet.Cell(row, "satisfied") switch { "yes" => true, "no" => false, _ => null },
                Points = int.TryParse(sheet.Cell(row, "points"), NumberStyles.None, CultureInfo.InvariantCulture, out int points)
                    ? points
                    : null,
                Scale = sheet.Cell(row, "scale") is { Length: > 0 } tick ? tick : null,
            });
            sheet.LoseOthers(row, _form, list, value, "label", "satisfied", "points", "scale");
        }
    }

    private List<XlsFormNode> Tree(XlsFormSheet sheet)
    {
        var roots = new List<XlsFormNode>();
        var open = new Stack<XlsFormNode>();
        foreach (TableRow row in sheet.Rows)
        {
            string type = string.Join(' ', sheet.Cell(row, "type").Replace('_', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .ToLowerInvariant();
            if (type.Length == 0)
            {
                if (row.Cells.All(cell => cell.Length == 0))
                {
                    continue;
                }

                throw new SipasException(new Problem(ProblemCodes.FormNameMissing, sheet.Place(row), allowed: "type"));
            }

            if (type is "end group" or "end repeat")
            {
                if (!open.TryPop(out XlsFormNode? ended) || ended.Type["begin ".Length..] != type["end ".Length..])
                {
                    throw new SipasException(new Problem(ProblemCodes.FormGroupOpen, sheet.Place(row), sheet.Cell(row, "type")));
                }

                continue;
            }

            // Notes need no name; they contain no answer.
            string name = sheet.Cell(row, "name");
            var node = new XlsFormNode(sheet, row, type, name.Length == 0 && type == "note"
                ? $"{FormNames.Note} {FileTable.RowPlace(row.Number)}"
                : name);
            if (node.Name.Length == 0)
            {
                throw new SipasException(new Problem(ProblemCodes.FormNameMissing, sheet.Place(row), allowed: "name"));
            }

            if (!_rowOfName.TryAdd(node.Name, row.Number))
            {
                throw new SipasException(
                    new Problem(ProblemCodes.FormNameTwice, sheet.Place(row), node.Name, FileTable.RowPlace(_rowOfName[node.Name])));
            }

            (open.TryPeek(out XlsFormNode? parent) ? parent.Children : roots).Add(node);
            if (type is "begin group" or "begin repeat")
            {
                open.Push(node);
                if (open.Count > _limits.MaximumDepth)
                {
                    throw TableFile.Limit(sheet.Place(row), "levels", open.Count, _limits.MaximumDepth);
                }
            }
        }

        return open.TryPop(out XlsFormNode? left)
            ? throw new SipasException(new Problem(ProblemCodes.FormGroupOpen, left.Place, left.Name))
            : roots;
    }

    // Dependencies: an edge for every name in a row's own condition and in those of its groups.
    private void RefuseCycles(List<XlsFormNode> tree)
    {
        var waits = new Dictionary<string, (string Place, HashSet<string> For)>(StringComparer.Ordinal);
        Walk(tree, []);
        void Walk(List<XlsFormNode> nodes, HashSet<string> above)
        {
            foreach (XlsFormNode node in nodes)
            {
                HashSet<string> own = [.. above];
                foreach (string name in FormExpressionReader.Names(node.Relevant)
                    .Where(name => !name.StartsWith("last-saved#", StringComparison.Ordinal)))
                {
                    if (!_rowOfName.ContainsKey(name))
                    {
                        throw new SipasException(new Problem(ProblemCodes.FormReferenceUnknown, node.PlaceOf("relevant"), name));
                    }

                    own.Add(name);
                }

                waits[node.Name] = (node.PlaceOf("relevant"), own);
                Walk(node.Children, own);
            }
        }

        // 1 while in progress, 2 when done.
        var state = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string start in waits.Keys)
        {
            var path = new Stack<(string Name, IEnumerator<string> Next)>();
            Enter(start);
            while (path.TryPeek(out (string Name, IEnumerator<string> Next) top))
            {
                if (!top.Next.MoveNext())
                {
                    state[top.Name] = 2;
                    path.Pop();
                    continue;
                }

                string next = top.Next.Current;
                if (state.GetValueOrDefault(next) == 1)
                {
                    string[] way = [.. path.Select(step => step.Name).Reverse()];
                    throw new SipasException(new Problem(ProblemCodes.FormConditionCycle, waits[top.Name].Place,
                        string.Join(" → ", way.SkipWhile(name => name != next).Append(next))));
                }

                Enter(next);
            }

            void Enter(string name)
            {
                if (state.TryAdd(name, 1))
                {
                    path.Push((name, waits[name].For.GetEnumerator()));
                }
            }
        }
    }
}
