namespace Sipas.Ballots;

/// <summary>How the respondent was selected. Ballots of different bases are never pooled in one figure.</summary>
public enum SelectionBasis
{
    /// <summary>Drawn from a frame: the respondent has an inclusion probability.</summary>
    Sampled = 1,

    /// <summary>Self-selected, at a kiosk or over an open link: no inclusion probability, so a margin of error is never
    /// computed.</summary>
    SelfSelected = 2,
}
