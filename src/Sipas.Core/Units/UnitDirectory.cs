using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Units;

/// <summary>All organisation units by code, with normalized (NFC) names. Immutable.</summary>
public sealed class UnitDirectory
{
    /// <summary>A directory without units.</summary>
    public static readonly UnitDirectory Empty = new([]);

    private readonly Dictionary<string, OrganisationUnit> _byCode = new(StringComparer.Ordinal);

    /// <summary>Creates a directory.</summary>
    /// <param name="units">The units, in the order of display.</param>
    /// <exception cref="SipasException">A code is duplicate or malformed, a name is missing, a parent does not exist, a unit
    /// is its own ancestor or begins before its parent, or a validity period is reversed. All errors are reported at
    /// once.</exception>
    public UnitDirectory(IEnumerable<OrganisationUnit> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        Units = [.. units.Select(unit => unit with { Name = Composed(unit.Name) })];
        var problems = new List<Problem>();
        foreach (OrganisationUnit unit in Units)
        {
            Check(unit, problems);
            if (!_byCode.TryAdd(unit.Code, unit))
            {
                problems.Add(_byCode[unit.Code].Meets(unit)
                    ? new Problem(ProblemCodes.UnitTwice, unit.Code, unit.Code)
                    : Reused(_byCode[unit.Code], unit));
            }
        }

        foreach (OrganisationUnit unit in Units)
        {
            CheckParents(unit, problems);
            if (unit.ParentCode is not null && _byCode.TryGetValue(unit.ParentCode, out OrganisationUnit? parent)
                && unit.ValidFrom < parent.ValidFrom)
            {
                problems.Add(new Problem(ProblemCodes.UnitBeforeParent, unit.Code, $"{unit.ValidFrom:O}",
                    $"{parent.Code}: {parent.ValidFrom:O}"));
            }
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }
    }

    /// <summary>The units in the given order.</summary>
    public IReadOnlyList<OrganisationUnit> Units { get; }

    /// <summary>Finds a unit.</summary>
    /// <param name="code">Its code.</param>
    /// <returns>The unit, or null.</returns>
    public OrganisationUnit? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>Returns a unit and all its descendants.</summary>
    /// <param name="code">The unit's code.</param>
    /// <returns>Their codes, in the order of the directory; empty if the unit does not exist.</returns>
    public IReadOnlyList<string> Subtree(string code)
    {
        return [.. Units.Where(unit => IsWithin(unit)).Select(unit => unit.Code)];

        bool IsWithin(OrganisationUnit? unit)
        {
            while (unit is not null && unit.Code != code)
            {
                unit = unit.ParentCode is null ? null : Find(unit.ParentCode);
            }

            return unit is not null;
        }
    }

    /// <summary>Returns the tree of a given day, so that the results of a year use the tree of that year.</summary>
    /// <param name="day">A day in Vietnam.</param>
    /// <returns>The units that exist on the day. A unit whose parent does not exist on the day is placed under the nearest
    /// existing ancestor, or at the top.</returns>
    public UnitDirectory On(DateOnly day)
    {
        return new UnitDirectory(Units.Where(unit => unit.ExistsOn(day)).Select(unit =>
        {
            string? parent = unit.ParentCode;
            while (parent is not null && !_byCode[parent].ExistsOn(day))
            {
                parent = _byCode[parent].ParentCode;
            }

            return parent == unit.ParentCode ? unit : unit with { ParentCode = parent };
        }));
    }

    /// <summary>Returns a directory with additional units. Units with an existing code replace the existing units.</summary>
    /// <param name="units">The units.</param>
    /// <exception cref="SipasException">
    /// The resulting directory has errors, or a code is assigned to another unit (<c>UNT0100</c>): the two have no common
    /// day, or the given unit has another name and begins later.
    /// A code identifies one unit in all years; otherwise the name and the parent of the earlier unit would be lost.
    /// </exception>
    public UnitDirectory With(IReadOnlyList<OrganisationUnit> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        Problem[] reused = [.. units.Where(unit => Find(unit.Code) is { } known && IsAnother(known, unit))
            .Select(unit => Reused(Find(unit.Code)!, unit))];
        if (reused.Length > 0)
        {
            throw new SipasException(reused);
        }

        ILookup<string, OrganisationUnit> given = units.ToLookup(unit => unit.Code, StringComparer.Ordinal);
        return new UnitDirectory(Units.SelectMany(unit => given.Contains(unit.Code) ? given[unit.Code] : [unit])
            .Concat(units.Where(unit => Find(unit.Code) is null)));
    }

    private static bool IsAnother(OrganisationUnit known, OrganisationUnit given) =>
        !known.Meets(given)
            || (given.ValidFrom > (known.ValidFrom ?? DateOnly.MinValue)
                && VietnameseText.SearchKey(known.Name.Vi) != VietnameseText.SearchKey(given.Name.Vi));

    private static Problem Reused(OrganisationUnit known, OrganisationUnit given) =>
        new(ProblemCodes.UnitCodeReused, given.Code, Named(given), Named(known));

    private static string Named(OrganisationUnit unit) => $"'{unit.Name.Vi}' ({$"{unit.ValidFrom:O} – {unit.ValidTo:O}".Trim()})";

    private static LocalizedText Composed(LocalizedText name) =>
        new(VietnameseText.Compose(name.Vi), VietnameseText.Compose(name.En)) { Others = name.Others };

    private static void Check(OrganisationUnit unit, List<Problem> problems)
    {
        foreach (string code in (string[])[unit.Code, unit.Block])
        {
            if (!CodeText.IsWellFormed(code))
            {
                problems.Add(new Problem(ProblemCodes.UnitMalformed, unit.Code, code, CodeText.Allowed));
            }
        }

        if (string.IsNullOrWhiteSpace(unit.Name.Vi) || string.IsNullOrWhiteSpace(unit.Name.En))
        {
            problems.Add(new Problem(ProblemCodes.UnitMalformed, unit.Code, unit.Name.Vi, "vi, en"));
        }

        if (unit.ValidFrom > unit.ValidTo)
        {
            problems.Add(new Problem(ProblemCodes.UnitValidity, unit.Code, $"{unit.ValidFrom:O} > {unit.ValidTo:O}"));
        }
    }

    private void CheckParents(OrganisationUnit unit, List<Problem> problems)
    {
        var path = new List<string> { unit.Code };
        for (string? parent = unit.ParentCode; parent is not null; parent = _byCode[parent].ParentCode)
        {
            if (!_byCode.ContainsKey(parent))
            {
                // Only the child of the missing parent reports it, not all descendants.
                if (path.Count == 1)
                {
                    problems.Add(new Problem(ProblemCodes.UnitParentUnknown, unit.Code, parent));
                }

                return;
            }

            if (path.Contains(parent))
            {
                if (parent == unit.Code)
                {
                    problems.Add(new Problem(ProblemCodes.UnitCycle, unit.Code, string.Join(" → ", path.Append(parent))));
                }

                return;
            }

            path.Add(parent);
        }
    }
}
