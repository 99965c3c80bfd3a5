using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Fieldwork;

/// <summary>What became of a listed unit.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Disposition>))]
public enum Disposition
{
    /// <summary>Nothing final yet.</summary>
    Pending,

    /// <summary>Answered.</summary>
    Complete,

    /// <summary>Answered in part.</summary>
    Partial,

    /// <summary>Refused or broke off.</summary>
    Refused,

    /// <summary>Not met, no reply, number does not answer.</summary>
    NotContacted,

    /// <summary>Moved away and not reached; had the transaction, so still belongs to the population.</summary>
    Moved,

    /// <summary>Ill, away for the whole period, or of another language.</summary>
    Unable,

    /// <summary>Address or number does not exist: whether the person belongs to the population is not known.</summary>
    AddressUnknown,

    /// <summary>Does not belong to the population: no transaction, under age, died, a duplicate.</summary>
    Ineligible,
}

/// <summary>The groups of AAPOR's Standard Definitions from which rates are made.</summary>
public enum DispositionGroup
{
    /// <summary>Still open; counts as unknown eligibility until it is closed.</summary>
    Open,

    /// <summary>I: complete.</summary>
    Complete,

    /// <summary>P: partial.</summary>
    Partial,

    /// <summary>R: refusal and break-off.</summary>
    Refusal,

    /// <summary>NC: eligible, not contacted.</summary>
    NonContact,

    /// <summary>O: eligible, other.</summary>
    Other,

    /// <summary>UH, UO: eligibility unknown.</summary>
    UnknownEligibility,

    /// <summary>Not eligible.</summary>
    Ineligible,
}

/// <summary>The words and groups of dispositions.</summary>
public static class Dispositions
{
    private static readonly Dictionary<string, Disposition> ByWord = Enum.GetValues<Disposition>().ToDictionary(WordOf, StringComparer.Ordinal);

    /// <summary>The words that files may hold.</summary>
    public static IReadOnlyCollection<string> Words => ByWord.Keys;

    /// <summary>The group of a disposition.</summary>
    /// <param name="disposition">The disposition.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no disposition; an unmapped code is never taken for a respondent.</exception>
    public static DispositionGroup GroupOf(Disposition disposition) => disposition switch
    {
        Disposition.Pending => DispositionGroup.Open,
        Disposition.Complete => DispositionGroup.Complete,
        Disposition.Partial => DispositionGroup.Partial,
        Disposition.Refused => DispositionGroup.Refusal,
        Disposition.NotContacted or Disposition.Moved => DispositionGroup.NonContact,
        Disposition.Unable => DispositionGroup.Other,
        Disposition.AddressUnknown => DispositionGroup.UnknownEligibility,
        Disposition.Ineligible => DispositionGroup.Ineligible,
        _ => throw new ArgumentOutOfRangeException(nameof(disposition), disposition, "No such disposition."),
    };

    /// <summary>Whether a unit with this disposition may be replaced from the reserve.</summary>
    /// <param name="disposition">The disposition.</param>
    public static bool MayBeReplaced(Disposition disposition) => disposition is not (Disposition.Pending or Disposition.Complete or Disposition.Partial);

    /// <summary>The word for a disposition, for example <c>notContacted</c>.</summary>
    /// <param name="disposition">The disposition.</param>
    public static string WordOf(Disposition disposition)
    {
        string name = disposition.ToString();
        return string.Concat(char.ToLowerInvariant(name[0]), name[1..]);
    }

    /// <summary>Finds a disposition by its word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="disposition">The disposition.</param>
    /// <returns>False when there is no such word.</returns>
    public static bool TryRead(string word, out Disposition disposition) => ByWord.TryGetValue(word, out disposition);
}
