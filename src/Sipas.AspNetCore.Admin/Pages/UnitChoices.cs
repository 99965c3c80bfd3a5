using Sipas.AspNetCore.Pages;
using Sipas.Units;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>Unit choices on the officer's pages.</summary>
internal static class UnitChoices
{
    /// <summary>Gets the units for a form about today: those that are valid today.</summary>
    public static IEnumerable<OrganisationUnit> Today(UnitDirectory units, DateOnly today) =>
        units.Units.Where(unit => unit.ExistsOn(today));

    /// <summary>Gets the units for a form that also has a day: those valid today first, then the others with their
    /// validity.</summary>
    public static IEnumerable<(string Code, string Text)> AnyDay(PageTexts words, UnitHistory history, DateOnly today) =>
        history.Units.Units
        .OrderByDescending(unit => unit.ExistsOn(today))
        .Select(unit =>
            (unit.Code, unit.ExistsOn(today)
                ? $"{unit.Code} · {words.Of(unit.Name)}"
                : $"{unit.Code} · {words.Of(unit.Name)} · {Validity(words, unit)}"));

    private static string Validity(PageTexts words, OrganisationUnit unit) => string.Join(", ", ((string?[])[
        unit.ValidFrom is { } from ? words.Fill("units.from", ("day", words.Day(from))) : null,
        unit.ValidTo is { } to ? words.Fill("units.to", ("day", words.Day(to))) : null]).OfType<string>());
}
