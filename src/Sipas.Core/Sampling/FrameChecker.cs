using System.Globalization;
using Sipas.Common;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.Sampling;

/// <summary>
/// Checks a frame against its plan, row by row: duplicates, period, contact, eligibility, organisation units,
/// unreadable cells.
/// </summary>
/// <remarks>Reads the frame once. Stores about 24 bytes per row to find duplicates, and nothing else.</remarks>
internal sealed class FrameChecker
{
    private static readonly HashSet<string> Yes = new(["1", "true", "yes", "y", "x", "co", "da nhan", "roi"], StringComparer.Ordinal);

    private readonly SurveyPlan _plan;
    private readonly UnitHistory? _units;

    /// <summary>Creates a checker.</summary>
    /// <param name="plan">The plan: its population rule and frame columns determine the checks.</param>
    /// <param name="units">The organisation units with their history; null to skip the check of units.</param>
    /// <remarks>
    /// An organisation unit is checked on the day of its row. If the frame has no days, or the cell cannot be read, the
    /// unit must exist on at least one day of the plan's period; if the plan has no period either, the unit must be
    /// known.
    /// </remarks>
    public FrameChecker(SurveyPlan plan, UnitHistory? units = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        (_plan, _units) = (plan, units);
    }

    /// <summary>Checks a frame and reports every problem, without a limit.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="onProblem">Receives every problem, in the order of the frame.</param>
    /// <param name="keepCleanRows">
    /// Whether to return the row numbers of the rows without problems, to write them as a separate frame.
    /// </param>
    /// <returns>The counts and the first <see cref="ProblemSummary.UsualShown"/> problems.</returns>
    /// <exception cref="SipasException">
    /// A column of the plan is not in the frame (<c>FRM0009</c>), or the frame is empty (<c>FRM0011</c>).
    /// </exception>
    public FrameReport Check(IFrameSource frame, Action<Problem> onProblem, bool keepCleanRows = false)
    {
        ArgumentNullException.ThrowIfNull(onProblem);
        return Check(frame, int.MaxValue, ProblemSummary.UsualShown, onProblem, keepCleanRows);
    }

    /// <summary>Checks a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="maxOfEachCode">
    /// Maximum number of problems of one code that are reported with their row: 1 or more. All are counted.
    /// </param>
    /// <param name="keepCleanRows">
    /// Whether to return the row numbers of the rows without problems, to write them as a separate frame.
    /// </param>
    /// <exception cref="SipasException">
    /// A column of the plan is not in the frame (<c>FRM0009</c>), or the frame is empty (<c>FRM0011</c>).
    /// </exception>
    public FrameReport Check(IFrameSource frame, int maxOfEachCode = 100, bool keepCleanRows = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxOfEachCode, 1);
        return Check(frame, maxOfEachCode, int.MaxValue, null, keepCleanRows);
    }

    private FrameReport Check(IFrameSource frame, int maxOfEachCode, int maximum, Action<Problem>? onProblem, bool keepCleanRows)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var run = new Run(this, frame, maxOfEachCode, maximum, onProblem);
        List<long>? clean = keepCleanRows ? [] : null;
        foreach (FrameRow row in frame.ReadComposedRows())
        {
            if (run.Check(row))
            {
                clean?.Add(row.Number);
            }
        }

        return run.Rows == 0
            ? throw new SipasException(new Problem(ProblemCodes.FrameEmpty, frame.Name))
            : new FrameReport
            {
                RowCount = run.Rows,
                CleanRowCount = run.CleanRows,
                CountsByCode = run.Counts,
                Problems = run.Problems,
                CleanRows = clean,
                Spellings = run.Spellings,
            };
    }

    /// <summary>Parses a day in the formats used in frames.</summary>
    /// <param name="text">
    /// For example <c>2026-11-21</c>, <c>21/11/2026</c>, or either with a time, as accepted by
    /// <see cref="CellText.TryReadTime"/>.
    /// </param>
    /// <param name="day">The day in Vietnam.</param>
    /// <returns>False when the text is not a day.</returns>
    public static bool TryReadDay(string text, out DateOnly day) => CellText.TryReadDay(text, out day);

    private sealed class Run(FrameChecker checker, IFrameSource frame, int maxOfEachCode, int maximum, Action<Problem>? onProblem)
    {
        private readonly FrameColumns _names = checker._plan.Frame;
        private readonly PopulationRule _rule = checker._plan.Population;
        private readonly int _id = FrameColumnsOf.Require(frame, checker._plan.Frame.Id);
        private readonly int _person = Optional(frame, checker._plan.Frame.Person);
        private readonly int _unit = Optional(frame, checker._plan.Frame.Unit);
        private readonly int _day = Optional(frame, checker._plan.Frame.Day);
        private readonly int _age = Optional(frame, checker._plan.Frame.Age);
        private readonly int _received = Optional(frame, checker._plan.Frame.ResultReceived);
        private readonly int[] _contacts = FrameColumnsOf.Require(frame, checker._plan.Frame.Contacts);
        private readonly int[] _strata = FrameColumnsOf.Require(frame,
            checker._plan.StratumColumns.Concat(checker._plan.Stages.Select(stage => stage.ClusterColumn).OfType<string>()));
        private readonly Dictionary<int, LabelSet> _labels = [];
        private readonly Dictionary<UInt128, long> _ids = [];
        private readonly Dictionary<UInt128, long> _persons = [];

        public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

        public List<Problem> Problems { get; } = [];

        public IReadOnlyList<Problem> Spellings =>
            [.. _labels.SelectMany(pair => FrameColumnsOf.Spellings(frame.Columns[pair.Key], pair.Value))];

        public long Rows { get; private set; }

        public long CleanRows { get; private set; }

        public bool Check(FrameRow row)
        {
            long before = Total;
            Rows++;
            CheckFaults(row);
            CheckIdentity(row);
            CheckPlace(row);
            CheckEligibility(row);
            bool clean = Total == before;
            CleanRows += clean ? 1 : 0;
            return clean;
        }

        private long Total { get; set; }

        private void CheckFaults(FrameRow row)
        {
            if (row.Faults is null)
            {
                return;
            }

            int[] codes = [_id, _person, _unit];
            foreach (int column in codes.Concat([_day, _age, _received, .. _contacts, .. _strata]).Where(column => column >= 0).Distinct())
            {
                if (row.Faults.GetValueOrDefault(column)?.Find("", row.Cells[column], codes.Contains(column)) is { } problem)
                {
                    Add(problem.Code, row, frame.Columns[column], problem.Value, problem.Allowed);
                }
            }
        }

        private void CheckIdentity(FrameRow row)
        {
            string id = row.Cells[_id];
            if (id.Length == 0)
            {
                Add(ProblemCodes.FrameIdMissing, row, _names.Id, null, null);
            }
            else if (!CellText.IsCode(new Cell(id)))
            {
                if (!CellText.IsError(id) && row.Faults?.ContainsKey(_id) != true)
                {
                    Add(ProblemCodes.CodeNotShown, row, _names.Id, id, "E+");
                }
            }
            else if (!_ids.TryAdd(FrameKey.Of(id), row.Number))
            {
                Add(ProblemCodes.FrameIdTwice, row, _names.Id, id, FrameColumnsOf.Place(_ids[FrameKey.Of(id)]));
            }

            if (_person >= 0 && !CellText.IsError(row.Cells[_person])
                && VietnameseText.SearchKey(row.Cells[_person]) is { Length: > 0 } person
                && !_persons.TryAdd(FrameKey.Of(person), row.Number))
            {
                Add(ProblemCodes.FramePersonTwice, row, _names.Person!, row.Cells[_person],
                    FrameColumnsOf.Place(_persons[FrameKey.Of(person)]));
            }

            for (int i = 0; i < row.Cells.Count; i++)
            {
                string cell = row.Cells[i];
                if (CellText.IsError(cell) && frame.Columns[i].Length > 0)
                {
                    Add(ProblemCodes.CellError, row, frame.Columns[i], cell, null);
                }

                if (cell.AsSpan().IndexOfAnyInRange('\0', '\u001f') is >= 0 and int at && cell[at] is not ('\n' or '\r' or '\t'))
                {
                    Add(ProblemCodes.FrameCellMalformed, row, "", string.Create(CultureInfo.InvariantCulture, $"U+{(int)cell[at]:X4}"),
                        "U+0020 …");
                }
            }
        }

        private void CheckPlace(FrameRow row)
        {
            foreach (int column in _strata)
            {
                if (row.Cells[column].Length == 0)
                {
                    Add(ProblemCodes.FrameStratumMissing, row, frame.Columns[column], null, null);
                }
                else if (!CellText.IsError(row.Cells[column]))
                {
                    if (!_labels.TryGetValue(column, out LabelSet? labels))
                    {
                        _labels.Add(column, labels = new LabelSet());
                    }

                    labels.Of(row.Cells[column]);
                }
            }

            if (_unit >= 0 && row.Cells[_unit].Length == 0)
            {
                Add(ProblemCodes.UnitCellEmpty, row, _names.Unit!, null, null);
            }
            else if (_unit >= 0 && checker._units is { } units && !CellText.IsError(row.Cells[_unit]))
            {
                CheckUnit(row, units);
            }

            if (_contacts.Length > 0 && Array.TrueForAll(_contacts, column => row.Cells[column].Length == 0))
            {
                Add(ProblemCodes.FrameContactMissing, row, string.Join(", ", _names.Contacts), null, string.Join(", ", _names.Contacts));
            }
        }

        private void CheckUnit(FrameRow row, UnitHistory units)
        {
            string code = row.Cells[_unit];
            if (units.Units.Find(code) is not { } unit)
            {
                Add(ProblemCodes.FrameUnitUnknown, row, _names.Unit!, code, null);
                return;
            }

            bool hasDay = _day >= 0 & TryReadDay(_day >= 0 ? row.Cells[_day] : "", out DateOnly day);
            if (hasDay ? !unit.ExistsOn(day) : unit.ValidTo < _rule.From || unit.ValidFrom > _rule.To)
            {
                Add(
                    ProblemCodes.FrameUnitAbsent, row, _names.Unit!, code,
                    units.Validity(unit, hasDay ? day : unit.ValidTo < _rule.From ? _rule.From : _rule.To));
            }
        }

        private void CheckEligibility(FrameRow row)
        {
            if (_day >= 0)
            {
                if (row.Cells[_day].Length == 0)
                {
                    Add(ProblemCodes.DayCellEmpty, row, _names.Day!, null, "2026-11-21, 21/11/2026");
                }
                else if (!TryReadDay(row.Cells[_day], out DateOnly day))
                {
                    if (!CellText.IsError(row.Cells[_day]))
                    {
                        Add(ProblemCodes.FrameCellMalformed, row, _names.Day!, row.Cells[_day], CellText.DayAllowed);
                    }
                }
                else if (day < _rule.From || day > _rule.To)
                {
                    Add(ProblemCodes.FrameOutsidePeriod, row, _names.Day!, row.Cells[_day], $"{_rule.From:O} – {_rule.To:O}");
                }
            }

            if (_rule.MinimumAge is { } least && _age >= 0)
            {
                if (row.Cells[_age].Length == 0)
                {
                    Add(ProblemCodes.CellEmpty, row, _names.Age!, null, "0, 1, 2 …");
                }
                else if (CellText.ReadWhole(new Cell(row.Cells[_age]), null, out long age) != CellNumber.Read || age is < 0 or > 150)
                {
                    Add(ProblemCodes.FrameCellMalformed, row, _names.Age!, row.Cells[_age], "0, 1, 2 …");
                }
                else if (age < least)
                {
                    Add(ProblemCodes.FrameIneligible, row, _names.Age!, row.Cells[_age], $"≥ {SizeParameter.Show(least)}");
                }
            }

            if (_rule.ResultReceived && _received >= 0 && row.Cells[_received].Length == 0)
            {
                Add(ProblemCodes.CellEmpty, row, _names.ResultReceived!, null, "1, true, yes, x, có");
            }
            else if (_rule.ResultReceived && _received >= 0 && !CellText.IsError(row.Cells[_received])
                && !Yes.Contains(VietnameseText.SearchKey(row.Cells[_received])))
            {
                Add(ProblemCodes.FrameIneligible, row, _names.ResultReceived!, row.Cells[_received], "1, true, yes, x, có");
            }
        }

        private void Add(string code, FrameRow row, string column, string? value, string? allowed)
        {
            Total++;
            Counts[code] = Counts.GetValueOrDefault(code) + 1;
            bool isShown = Counts[code] <= maxOfEachCode && Problems.Count < maximum;
            if (!isShown && onProblem is null)
            {
                return;
            }

            var problem = new Problem(code, column.Length == 0
                ? FrameColumnsOf.Place(row.Number)
                : FrameColumnsOf.Place(row.Number, column), value, allowed);
            onProblem?.Invoke(problem);
            if (isShown)
            {
                Problems.Add(problem);
            }
        }

        private static int Optional(IFrameSource frame, string? column) => column is null ? -1 : FrameColumnsOf.Require(frame, column);
    }
}
