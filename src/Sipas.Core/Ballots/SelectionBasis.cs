namespace Sipas.Ballots;

/// <summary>How the respondent came to answer. Ballots of different bases are never pooled in one figure.</summary>
public enum SelectionBasis
{
    /// <summary>Drawn from a frame: the respondent has an inclusion probability.</summary>
    Sampled = 1,

    /// <summary>Came by himself, at a kiosk or over an open link: no inclusion probability, so never a margin of error.</summary>
    SelfSelected = 2,
}
