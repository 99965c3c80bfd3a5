using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Fieldwork;

/// <summary>The final or current disposition of a sampled case.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Disposition>))]
public enum Disposition
{
    /// <summary>No final outcome yet.</summary>
    Pending,

    /// <summary>Complete interview.</summary>
    Complete,

    /// <summary>Partial interview.</summary>
    Partial,

    /// <summary>Refusal or break-off.</summary>
    Refused,

    /// <summary>Not contacted: not met, no reply, or the telephone number does not answer.</summary>
    NotContacted,

    /// <summary>Moved away and not reached; had the transaction, so is still part of the population.</summary>
    Moved,

    /// <summary>Ill, absent during the whole field period, or language barrier.</summary>
    Unable,

    /// <summary>The address or telephone number does not exist: it is unknown whether the person belongs to the population.</summary>
    AddressUnknown,

    /// <summary>Not part of the population: no transaction, under age, deceased, or a duplicate.</summary>
    Ineligible,
}

/// <summary>The disposition groups of AAPOR's Standard Definitions, from which rates are computed.</summary>
public enum DispositionGroup
{
    /// <summary>Open; counts as unknown eligibility until the case is closed.</summary>
    Open,

    /// <summary>I: complete.</summary>
    Complete,

    /// <summary>P: partial.</summary>
    Partial,

    /// <summary>R: refusal and break-off.</summary>
    Refusal,

    /// <summary>NC: eligible, non-contact.</summary>
    NonContact,

    /// <summary>O: eligible, other.</summary>
    Other,

    /// <summary>UH, UO: eligibility unknown.</summary>
    UnknownEligibility,

    /// <summary>Not eligible.</summary>
    Ineligible,
}

/// <summary>The wire names and groups of dispositions.</summary>
public static class Dispositions
{
    private static readonly Dictionary<string, Disposition> ByWord = Enum.GetValues<Disposition>().ToDictionary(WordOf, StringComparer.Ordinal);

    /// <summary>The wire names allowed in files.</summary>
    public static IReadOnlyCollection<string> Words => ByWord.Keys;

    /// <summary>Gets the group of a disposition.</summary>
    /// <param name="disposition">The disposition.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The value is not a disposition; an unmapped code never counts as a respondent.
    /// </exception>
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

    /// <summary>Whether a case with this disposition may be replaced from the reserve.</summary>
    /// <param name="disposition">The disposition.</param>
    public static bool MayBeReplaced(Disposition disposition) => disposition is not (Disposition.Pending or Disposition.Complete or Disposition.Partial);

    /// <summary>Gets the wire name of a disposition, for example <c>notContacted</c>.</summary>
    /// <param name="disposition">The disposition.</param>
    public static string WordOf(Disposition disposition)
    {
        string name = disposition.ToString();
        return string.Concat(char.ToLowerInvariant(name[0]), name[1..]);
    }

    /// <summary>Finds a disposition by its wire name.</summary>
    /// <param name="word">The wire name.</param>
    /// <param name="disposition">The disposition.</param>
    /// <returns>False when there is no such wire name.</returns>
    public static bool TryRead(string word, out Disposition disposition) => ByWord.TryGetValue(word, out disposition);
}
