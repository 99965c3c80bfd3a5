using Sipas.Common;

namespace Sipas.Plans;

/// <summary>The decision that is the legal basis of a survey.</summary>
internal sealed record LegalBasis
{
    /// <summary>Number as printed.</summary>
    public required string Number { get; init; }

    /// <summary>Date of issue.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The issuing authority.</summary>
    public required LocalizedText Issuer { get; init; }
}
