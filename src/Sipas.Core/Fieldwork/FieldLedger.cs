using System.Globalization;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Fieldwork;

/// <summary>The state of fieldwork, derived from the sample lists and the field log. Not safe for concurrent use.</summary>
internal sealed class FieldLedger
{
    private readonly Dictionary<string, FieldCase> _cases = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly Dictionary<string, Queue<string>> _reserves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _reserveCounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ballots = new(StringComparer.Ordinal);
    private readonly List<Substitution> _substitutions = [];
    private readonly List<FieldEvent> _events = [];

    /// <summary>Creates a ledger for the sample lists.</summary>
    /// <param name="official">The official list.</param>
    /// <param name="reserve">The reserve list.</param>
    /// <exception cref="SipasException">A unit occurs twice (<c>FLD0011</c>).</exception>
    public FieldLedger(SampleList official, SampleList reserve)
    {
        ArgumentNullException.ThrowIfNull(official);
        ArgumentNullException.ThrowIfNull(reserve);
        foreach (SampleEntry entry in official.Entries.Concat(reserve.Entries))
        {
            if (!_cases.TryAdd(entry.Code,
                new FieldCase { Entry = entry, IsActive = entry.Role == ListRole.Official, DesignWeight = entry.DesignWeight }))
            {
                throw new SipasException(new Problem(ProblemCodes.FieldUnitTwice, entry.Cell, entry.Code));
            }

            _order.Add(entry.Code);
        }

        foreach (IGrouping<string, SampleEntry> cell in reserve.Entries.GroupBy(entry => entry.Cell, StringComparer.Ordinal))
        {
            _reserves[cell.Key] = new Queue<string>(cell.OrderBy(entry => entry.OrderInCell).Select(entry => entry.Code));
            _reserveCounts[cell.Key] = cell.Count();
        }
    }

    /// <summary>All cases in list order.</summary>
    public IEnumerable<FieldCase> Cases => _order.Select(code => _cases[code]);

    /// <summary>The cases to be contacted: the official units and the activated reserve units.</summary>
    public IEnumerable<FieldCase> ActiveCases => Cases.Where(known => known.IsActive);

    /// <summary>The substitutions in chronological order.</summary>
    public IReadOnlyList<Substitution> Substitutions => _substitutions;

    /// <summary>The log.</summary>
    public IReadOnlyList<FieldEvent> Events => _events;

    /// <summary>Gets a case by its code.</summary>
    /// <param name="code">For example <c>C12</c>.</param>
    /// <exception cref="SipasException">The code is not on the lists (<c>FLD0001</c>).</exception>
    public FieldCase Find(string code) => _cases.TryGetValue(code, out FieldCase? known)
        ? known
        : throw Refused(ProblemCodes.FieldUnitUnknown, null, code);

    /// <summary>Gets the number of reserve units of a cell that are not yet activated; 0 for an unknown cell.</summary>
    /// <param name="cell">The cell.</param>
    public int ReserveLeft(string cell) => _reserves.TryGetValue(cell, out Queue<string>? left) ? left.Count : 0;

    /// <summary>Appends an event to the log.</summary>
    /// <param name="happened">The event.</param>
    /// <returns>
    /// The stored entry. A substitution contains the code of the reserve unit and the reason; if the event has no
    /// reason, the reason of the request.
    /// </returns>
    /// <exception cref="SipasException">
    /// The event is inconsistent with the current state or not allowed; nothing was added. The codes are those of
    /// <c>FLD</c>.
    /// </exception>
    public FieldEvent Apply(FieldEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        FieldCase known = Find(happened.Code);
        if (!known.IsActive)
        {
            throw Refused(ProblemCodes.FieldUnitReserve, known.Entry.Cell, happened.Code);
        }

        if (happened.BallotNumber is { } printed && PrintedNumber.IsSlip(printed))
        {
            throw Refused(ProblemCodes.NumberSlip, happened.Code, printed);
        }

        FieldEvent stored = happened;
        FieldCase next = happened.Kind switch
        {
            FieldEventKind.Assigned => known with { Team = Filled(happened, happened.Team, "team") },
            FieldEventKind.Issued => Issue(known, happened),
            FieldEventKind.Closed => Close(known, happened),
            FieldEventKind.Returned =>
                known.IsIssued ? Return(known, happened) : throw Refused(ProblemCodes.FieldOrder, happened.Code, "returned", "issued"),
            FieldEventKind.FoundValid or FieldEventKind.FoundInvalid => known.IsReturned
                ? known with { IsValid = happened.Kind == FieldEventKind.FoundValid }
                : throw Refused(ProblemCodes.FieldOrder, happened.Code, "checked", "returned"),
            FieldEventKind.SubstitutionRequested => Request(known, happened),
            FieldEventKind.Replaced => Replace(known, happened, out stored),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.Kind, "No such kind."),
        };
        _cases[happened.Code] = next;
        _events.Add(stored);
        return stored;
    }

    // When a replacement ballot is issued for a lost one, the old number stays reserved for this case.
    private FieldCase Issue(FieldCase known, FieldEvent happened)
    {
        if (happened.BallotNumber is not { } number)
        {
            return known with { IsIssued = true };
        }

        return _ballots.TryAdd(number, happened.Code) || _ballots[number] == happened.Code
            ? known with { IsIssued = true, BallotNumber = number }
            : throw Refused(ProblemCodes.BallotNumberTaken, happened.Code, number, _ballots[number]);
    }

    private FieldCase Return(FieldCase known, FieldEvent happened) =>
        happened.BallotNumber is { } number && _ballots.GetValueOrDefault(number) != happened.Code
            ? throw Refused(ProblemCodes.BallotNumberTaken, happened.Code, number, _ballots.GetValueOrDefault(number) ?? "—")
            : known with { IsReturned = true };

    private static FieldCase Close(FieldCase known, FieldEvent happened)
    {
        if (happened.Disposition is not { } disposition)
        {
            throw Refused(ProblemCodes.DispositionUnknown, happened.Code, "", string.Join(", ", Dispositions.Words));
        }

        // Throws for an undefined value, so that it cannot be counted as an answer.
        _ = Dispositions.GroupOf(disposition);
        if (known.ReplacedBy is not null)
        {
            throw Refused(ProblemCodes.SubstitutionNotNeeded, happened.Code, $"replaced by {known.ReplacedBy}", "—");
        }

        return known.Disposition == Disposition.Pending || !string.IsNullOrWhiteSpace(happened.Reason)
            ? known with
            {
                Disposition = disposition,
                ClosedOn = disposition == Disposition.Pending ? null : happened.Day,
                RequestedReason = null,
            }
            : throw Refused(ProblemCodes.FieldAfterClosing, happened.Code, Dispositions.NameOf(known.Disposition));
    }

    private FieldCase Request(FieldCase known, FieldEvent happened)
    {
        string reason = Filled(happened, happened.Reason, "reason");
        RequireReplaceable(known, happened);
        return known with { RequestedReason = reason };
    }

    private FieldCase Replace(FieldCase known, FieldEvent happened, out FieldEvent stored)
    {
        string reason = Filled(happened, string.IsNullOrWhiteSpace(happened.Reason) ? known.RequestedReason : happened.Reason, "reason");
        string approver = Filled(happened, happened.Approver, "approver");
        string next = RequireReplaceable(known, happened);
        string cell = known.Entry.Cell;
        _reserves[cell].Dequeue();
        _cases[next] = _cases[next] with
        {
            IsActive = true,
            Replaces = happened.Code,
            Team = known.Team,
            DesignWeight = known.DesignWeight,
        };
        _substitutions.Add(new Substitution(happened.Day, happened.Code, next, cell, known.Disposition, reason, approver));
        stored = happened with { SubstituteCode = next, Reason = reason };
        return known with { ReplacedBy = next, RequestedReason = null };
    }

    // Returns the reserve unit used as substitute.
    private string RequireReplaceable(FieldCase known, FieldEvent happened)
    {
        string cell = known.Entry.Cell;
        if (known.ReplacedBy is not null || !Dispositions.MayBeReplaced(known.Disposition))
        {
            throw Refused(
                ProblemCodes.SubstitutionNotNeeded, happened.Code,
                known.ReplacedBy is { } by ? $"replaced by {by}" : Dispositions.NameOf(known.Disposition),
                string.Join(", ", Enum.GetValues<Disposition>().Where(Dispositions.MayBeReplaced).Select(Dispositions.NameOf)));
        }

        if (happened.SubstituteCode is { } named && Find(named).Entry.Cell is var other && other != cell)
        {
            throw Refused(ProblemCodes.SubstitutionOtherCell, other, named, cell);
        }

        if (ReserveLeft(cell) == 0)
        {
            throw Refused(ProblemCodes.ReserveExhausted, cell,
                _reserveCounts.GetValueOrDefault(cell).ToString(CultureInfo.InvariantCulture));
        }

        string next = _reserves[cell].Peek();
        return happened.SubstituteCode is not { } asked || asked == next
            ? next
            : throw Refused(ProblemCodes.SubstitutionOutOfOrder, cell, asked, next);
    }

    private static string Filled(FieldEvent happened, string? text, string name) =>
        string.IsNullOrWhiteSpace(text) ? throw Refused(ProblemCodes.FieldTextMissing, happened.Code, name) : text.Trim();

    private static SipasException Refused(string code, string? place, string? value, string? allowed = null) =>
        new(new Problem(code, place, value, allowed));
}
