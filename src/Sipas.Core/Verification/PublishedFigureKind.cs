namespace Sipas.Verification;

/// <summary>Kind of a figure of a published index.</summary>
internal enum PublishedFigureKind
{
    /// <summary>The whole index.</summary>
    Overall,

    /// <summary>A domain.</summary>
    Domain,

    /// <summary>A criterion.</summary>
    Criterion,

    /// <summary>An item.</summary>
    Item,
}
