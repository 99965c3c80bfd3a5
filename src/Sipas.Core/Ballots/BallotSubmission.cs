namespace Sipas.Ballots;

/// <summary>What kind of value was given as an answer, before anybody knows whether it is one.</summary>
public enum RawAnswerKind
{
    /// <summary>A whole number that fits 64 bits.</summary>
    Whole,

    /// <summary>A number that is not whole, or does not fit.</summary>
    Fraction,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Null.</summary>
    Null,

    /// <summary>True, false, an array or an object.</summary>
    Other,
}

/// <summary>One answer as it came in.</summary>
/// <param name="ItemCode">The item it was given to; for a number, text or date the question.</param>
/// <param name="Kind">What kind of value it is.</param>
/// <param name="Text">The value as it was written.</param>
/// <param name="Number">The value when <paramref name="Kind"/> is <see cref="RawAnswerKind.Whole"/>; 0 otherwise.</param>
public readonly record struct RawAnswer(string ItemCode, RawAnswerKind Kind, string Text, long Number = 0);

/// <summary>A ballot as it came in over HTTP or from a file, not yet validated. Fields that were not sent are null.</summary>
public sealed record BallotSubmission
{
    /// <summary>The client's id: a UUID.</summary>
    public string? Id { get; init; }

    /// <summary>Id of the pack.</summary>
    public string? Pack { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public string? QuestionnaireVersion { get; init; }

    /// <summary>Code of the unit.</summary>
    public string? Unit { get; init; }

    /// <summary>Code of the procedure; may be left out.</summary>
    public string? Procedure { get; init; }

    /// <summary>Collection mode: one of the words of <see cref="BallotWords"/>.</summary>
    public string? Mode { get; init; }

    /// <summary>Selection basis: one of the words of <see cref="BallotWords"/>.</summary>
    public string? Basis { get; init; }

    /// <summary>Code of the device; may be left out.</summary>
    public string? Device { get; init; }

    /// <summary>Language the ballot was shown in; <c>vi</c> when left out.</summary>
    public string? Language { get; init; }

    /// <summary>First tap: ISO 8601 with an offset.</summary>
    public string? StartedAt { get; init; }

    /// <summary>Last tap: ISO 8601 with an offset.</summary>
    public string? CompletedAt { get; init; }

    /// <summary>Token of the ticket; may be left out. No part of the ballot: it is spent and forgotten.</summary>
    public string? Ticket { get; init; }

    /// <summary>Stamp of a page that was opened with a code of the counter; may be left out. No part of the ballot: it is used and forgotten.</summary>
    public string? Presence { get; init; }

    /// <summary>
    /// The sender's salt for the commitments to its values, with which the sender can compute the receipt code: <see cref="ValueSealer.SenderSaltLength"/>
    /// random bytes in base64url without padding; null for the store's. Not stored.
    /// </summary>
    public string? Salt { get; init; }

    /// <summary>The answers in the order in which they came; null when the field was not sent.</summary>
    public IReadOnlyList<RawAnswer>? Answers { get; init; }

    /// <summary>The answers to number, text and date questions, by question code, in the order in which they came; null when the field was not sent.</summary>
    public IReadOnlyList<RawAnswer>? Values { get; init; }
}
