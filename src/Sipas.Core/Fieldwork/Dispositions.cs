namespace Sipas.Fieldwork;

/// <summary>The wire names and groups of dispositions.</summary>
internal static class Dispositions
{
    private static readonly Dictionary<string, Disposition> ByWord = Enum.GetValues<Disposition>()
        .ToDictionary(NameOf, StringComparer.Ordinal);

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
    public static bool MayBeReplaced(Disposition disposition) =>
        disposition is not (Disposition.Pending or Disposition.Complete or Disposition.Partial);

    /// <summary>Gets the wire name of a disposition, for example <c>notContacted</c>.</summary>
    /// <param name="disposition">The disposition.</param>
    public static string NameOf(Disposition disposition)
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
