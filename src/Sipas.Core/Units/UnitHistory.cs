using System.Globalization;
using Sipas.Problems;

namespace Sipas.Units;

/// <summary>All organisation units with their successions. Immutable.</summary>
internal sealed class UnitHistory
{
    private readonly ILookup<string, UnitSuccession> _successors;

    /// <summary>Creates a history.</summary>
    /// <param name="units">All units, current and past.</param>
    /// <param name="successions">The successions of ended units.</param>
    /// <exception cref="SipasException">A unit does not exist, the shares of a unit do not sum to 1, a share is out of
    /// range, dates are inconsistent, a link is duplicate, or units succeed each other in a cycle. All errors are reported
    /// at once.</exception>
    public UnitHistory(UnitDirectory units, IEnumerable<UnitSuccession> successions)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(successions);
        Units = units;
        Successions = [.. successions];
        _successors = Successions.ToLookup(link => link.PredecessorCode, StringComparer.Ordinal);
        List<Problem> problems = [.. Successions.SelectMany(Check), .. CheckSums(), .. CheckCycles()];
        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }
    }

    /// <summary>All units, current and past.</summary>
    public UnitDirectory Units { get; }

    /// <summary>The successions of ended units, in the given order.</summary>
    public IReadOnlyList<UnitSuccession> Successions { get; }

    /// <summary>Returns a history with additional links. The links given for a predecessor replace all its existing links.</summary>
    /// <param name="successions">The links.</param>
    /// <exception cref="SipasException">The resulting history has errors. All are reported at once.</exception>
    public UnitHistory With(IReadOnlyList<UnitSuccession> successions)
    {
        ArgumentNullException.ThrowIfNull(successions);
        var replaced = successions.Select(link => link.PredecessorCode).ToHashSet(StringComparer.Ordinal);
        return new UnitHistory(Units, [.. Successions.Where(link => !replaced.Contains(link.PredecessorCode)), .. successions]);
    }

    /// <summary>Checks a unit on a day: reports a unit that is unknown or does not exist on that day.</summary>
    /// <param name="code">Code of the unit.</param>
    /// <param name="day">The day of the event, in Vietnam.</param>
    /// <param name="place">The place of the code, for the message.</param>
    /// <returns><c>BAL0104</c> or <c>UNT0102</c> with the validity and the successors; null if the unit exists on that day.</returns>
    public Problem? Check(string code, DateOnly day, string place)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Units.Find(code) is not { } unit ? new Problem(ProblemCodes.UnitUnknown, place, code)
            : unit.ExistsOn(day) ? null
            : new Problem(ProblemCodes.UnitAbsent, place, code, Validity(unit, day));
    }

    /// <summary>
    /// Returns a unit's validity as text, with its successors or predecessors on a day. It is only a hint: a person decides
    /// whether to replace the unit.
    /// </summary>
    /// <param name="unit">A unit of this history.</param>
    /// <param name="day">A day on which the unit does not exist; null for its first successors.</param>
    /// <returns>
    /// For example <c>– 2025-06-30 → 26740 (0.4), 26743 (0.6)</c>, with the share if it is not 1; before a unit exists, its predecessors:
    /// <c>2025-07-01 – ← 26740</c>.
    /// </returns>
    public string Validity(OrganisationUnit unit, DateOnly? day)
    {
        ArgumentNullException.ThrowIfNull(unit);
        string validity = $"{unit.ValidFrom:O} – {unit.ValidTo:O}".Trim();
        if (day < unit.ValidFrom)
        {
            string[] before = [.. Before(unit.Code, day.Value, []).Distinct(StringComparer.Ordinal)];
            return before.Length == 0 ? validity : $"{validity} ← {string.Join(", ", before)}";
        }

        (string Code, decimal Share)[] after = [.. (day is { } asked
            ? Follow(unit, 1, [unit.Code], asked).Where(row => row.NewCode != unit.Code)
                .GroupBy(row => row.NewCode, StringComparer.Ordinal).Select(rows => (rows.Key, rows.Sum(row => row.Share)))
            : _successors[unit.Code].Select(link => (link.SuccessorCode, link.Share)))];
        IEnumerable<string> successors = after.Select(known => known.Share == 1 ? known.Code : $"{known.Code} ({Show(known.Share)})");
        return after.Length == 0 ? validity : $"{validity} → {string.Join(", ", successors)}";
    }

    private IEnumerable<string> Before(string code, DateOnly day, string[] path) =>
        PredecessorsOf(code).Where(link => !path.Contains(link.PredecessorCode, StringComparer.Ordinal))
        .SelectMany(link => Units.Find(link.PredecessorCode)!.ExistsOn(day)
            ? [link.PredecessorCode]
            : Before(link.PredecessorCode, day, [.. path, code]));

    /// <summary>Returns the predecessors of a unit.</summary>
    /// <param name="code">Its code.</param>
    public IEnumerable<UnitSuccession> PredecessorsOf(string code) => Successions.Where(link => link.SuccessorCode == code);

    /// <summary>Computes the bridge between two days. Shares are multiplied along a chain of successions and added where two
    /// chains meet.</summary>
    /// <param name="oldDay">The earlier day.</param>
    /// <param name="newDay">The later day, not before the earlier one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The later day is before the earlier one.</exception>
    public UnitBridge Bridge(DateOnly oldDay, DateOnly newDay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(newDay, oldDay);
        var rows = new List<BridgeRow>();
        foreach (OrganisationUnit unit in Units.Units.Where(unit => unit.ExistsOn(oldDay)))
        {
            rows.AddRange(Follow(unit, 1, [unit.Code], newDay).GroupBy(row => row.NewCode, StringComparer.Ordinal)
                .Select(same => new BridgeRow(unit.Code, same.Key, same.Sum(row => row.Share), same.First().Path)));
        }

        var from = rows.Select(row => row.OldCode).ToHashSet(StringComparer.Ordinal);
        var to = rows.Select(row => row.NewCode).ToHashSet(StringComparer.Ordinal);
        return new UnitBridge
        {
            OldDay = oldDay,
            NewDay = newDay,
            Rows = rows,
            OldWithoutBridge = [.. Units.Units.Where(unit => unit.ExistsOn(oldDay) && !from.Contains(unit.Code)).Select(unit => unit.Code)],
            NewWithoutBridge = [.. Units.Units.Where(unit => unit.ExistsOn(newDay) && !to.Contains(unit.Code)).Select(unit => unit.Code)],
        };
    }

    private IEnumerable<BridgeRow> Follow(OrganisationUnit unit, decimal share, string[] path, DateOnly day) => unit.ExistsOn(day)
        ? [new BridgeRow(path[0], unit.Code, share, path)]
        : _successors[unit.Code].SelectMany(link =>
            Follow(Units.Find(link.SuccessorCode)!, share * link.Share, [.. path, link.SuccessorCode], day));

    private IEnumerable<Problem> Check(UnitSuccession link, int index)
    {
        string place = $"{link.PredecessorCode} → {link.SuccessorCode}";
        if (Successions.Take(index)
            .Any(earlier => earlier.PredecessorCode == link.PredecessorCode && earlier.SuccessorCode == link.SuccessorCode))
        {
            yield return new Problem(ProblemCodes.SuccessionTwice, place);
        }

        bool whole = link.Kind is SuccessionKind.Renamed or SuccessionKind.Moved;
        if (link.Share is <= 0 or > 1 || (whole && link.Share != 1))
        {
            yield return new Problem(ProblemCodes.SuccessionShare, place, Show(link.Share), whole ? "1" : "(0, 1]");
        }

        foreach (string code in ((string[])[link.PredecessorCode, link.SuccessorCode]).Where(code => Units.Find(code) is null))
        {
            yield return new Problem(ProblemCodes.SuccessionUnknown, place, code);
        }

        if (Units.Find(link.PredecessorCode) is { } old && Units.Find(link.SuccessorCode) is { } taking
            && !(old.ValidTo is { } end && end < DateOnly.MaxValue && taking.ExistsOn(end.AddDays(1))))
        {
            yield return new Problem(ProblemCodes.SuccessionDates, place, old.ValidTo is { } last ? $"{last:O}" : null,
                $"{taking.ValidFrom:O} – {taking.ValidTo:O}");
        }
    }

    private IEnumerable<Problem> CheckSums() => _successors
        .Where(links => links.Sum(link => link.Share) != 1)
        .Select(links => new Problem(ProblemCodes.SuccessionSum, links.Key, Show(links.Sum(link => link.Share))));

    private IEnumerable<Problem> CheckCycles()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (string start in _successors.Select(links => links.Key))
        {
            if (Cycle(start, [], done) is { } cycle)
            {
                done.UnionWith(cycle);
                yield return new Problem(ProblemCodes.SuccessionCycle, start, string.Join(" → ", cycle));
            }
        }
    }

    private List<string>? Cycle(string code, List<string> path, HashSet<string> done)
    {
        if (path.Contains(code))
        {
            return [.. path.SkipWhile(earlier => earlier != code), code];
        }

        if (done.Contains(code))
        {
            return null;
        }

        path.Add(code);
        List<string>? found = _successors[code].Select(link => Cycle(link.SuccessorCode, path, done))
            .FirstOrDefault(cycle => cycle is not null);
        path.RemoveAt(path.Count - 1);
        if (found is null)
        {
            done.Add(code);
        }

        return found;
    }

    private static string Show(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
