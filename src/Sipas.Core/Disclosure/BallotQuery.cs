using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Packs;

namespace Sipas.Disclosure;

/// <summary>The ballots of a figure, and the audience that may see it.</summary>
public sealed record BallotQuery
{
    /// <summary>The audience's view: <see cref="FigureService.LiveAsync"/> or <see cref="FigureService.PublicAsync"/>.</summary>
    public required FigureView View { get; init; }

    /// <summary>The questionnaire: pack and version.</summary>
    public required AnswerLayout Layout { get; init; }

    /// <summary>The selection basis; null for both, each in groups of its own.</summary>
    public SelectionBasis? Basis { get; init; }

    /// <summary>The year for which ballots count, in Vietnam time; null for all.</summary>
    public int? Year { get; init; }

    /// <summary>The day whose unit tree is used; null for the last day of <see cref="Year"/>, or for all units without a year.</summary>
    public DateOnly? TreeDay { get; init; }

    /// <summary>Code of the unit of the figure, which is also the name of its group; null for all units.</summary>
    public string? Unit { get; init; }

    /// <summary>
    /// Further conditions on the ballots; null for none. Its units are counted in place of <see cref="Unit"/>, for example
    /// with subordinate units; its bases are ignored.
    /// </summary>
    internal StoredBallotFilter? Filter { get; init; }

    /// <summary>The groups; null for one group.</summary>
    public Breakdown? Breakdown { get; init; }

    /// <summary>The conditions as requested, by name, which the score document repeats; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Requested { get; init; }

    /// <summary>
    /// Whether a score document lists every group of channels or answers: also those without ballots, and each by name if
    /// the figures of all together are withheld. Default: true.
    /// </summary>
    public bool ListsEveryGroup { get; init; } = true;

    /// <summary>Whether self-selected groups list their ballots by channel. Default: true.</summary>
    public bool ListsChannels { get; init; } = true;

    /// <summary>Whether any ballot of the unit, or of all units, may be excluded, or ballots of other units included.</summary>
    internal bool IsFiltered => Filter is { } filter && (filter.NeedsColumns || filter.Units is not null);

    /// <summary>Whether live counts by unit and basis are not sufficient.</summary>
    internal bool NeedsColumns => Filter?.NeedsColumns == true || Breakdown?.NeedsColumns == true;

    /// <summary>The counted units; null for all.</summary>
    internal IReadOnlyCollection<string>? Units => Filter?.Units ?? (Unit is { } unit ? [unit] : null);

    /// <summary>Returns the ballots of one basis as a filter of columns.</summary>
    internal StoredBallotFilter Of(SelectionBasis basis)
    {
        StoredBallotFilter filter = (Filter ?? new StoredBallotFilter()) with { Units = Units, Bases = [basis] };
        if (Year is not { } year)
        {
            return filter;
        }

        (DateOnly first, DateOnly last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return filter with { From = filter.From > first ? filter.From : first, To = filter.To < last ? filter.To : last };
    }
}
