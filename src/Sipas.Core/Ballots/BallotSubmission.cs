namespace Sipas.Ballots;

/// <summary>A ballot as received over HTTP or from a file, before validation. Missing fields are null.</summary>
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

    /// <summary>Code of the procedure; optional.</summary>
    public string? Procedure { get; init; }

    /// <summary>Collection mode: a wire name of <see cref="BallotNames"/>.</summary>
    public string? Mode { get; init; }

    /// <summary>Selection basis: a wire name of <see cref="BallotNames"/>.</summary>
    public string? Basis { get; init; }

    /// <summary>Code of the device; optional.</summary>
    public string? Device { get; init; }

    /// <summary>Language in which the ballot was shown; <c>vi</c> if omitted.</summary>
    public string? Language { get; init; }

    /// <summary>Time of the first tap, in ISO 8601 with an offset.</summary>
    public string? StartedAt { get; init; }

    /// <summary>Time of the last tap, in ISO 8601 with an offset.</summary>
    public string? CompletedAt { get; init; }

    /// <summary>Token of the ticket; optional. Not part of the ballot: it is spent and not stored.</summary>
    public string? Ticket { get; init; }

    /// <summary>Stamp of a page opened with a code from the counter display; optional. Not part of the ballot: it is used
    /// and not stored.</summary>
    public string? Presence { get; init; }

    /// <summary>
    /// The sender's salt for the commitments to its values, which allows the sender to compute the receipt code:
    /// <see cref="ValueSealer.SenderSaltLength"/> random bytes in base64url without padding; null to use the salt of the
    /// store. Not stored.
    /// </summary>
    public string? Salt { get; init; }

    /// <summary>The answers in the order received; null when the field is missing.</summary>
    public IReadOnlyList<RawAnswer>? Answers { get; init; }

    /// <summary>The answers to number, text and date questions, by question code, in the order received; null when the field
    /// is missing.</summary>
    public IReadOnlyList<RawAnswer>? Values { get; init; }

    /// <summary>Returns a submission of texts by their name in JSON.</summary>
    /// <param name="texts">The texts. Other names are ignored.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="values">The answers to number, text and date questions.</param>
    internal static BallotSubmission Of(
        IReadOnlyDictionary<string, string?> texts, IReadOnlyList<RawAnswer>? answers, IReadOnlyList<RawAnswer>? values)
    {
        return new BallotSubmission
        {
            Id = Text(BallotFields.Id),
            Pack = Text(BallotFields.Pack),
            QuestionnaireVersion = Text(BallotFields.Questionnaire),
            Unit = Text(BallotFields.Unit),
            Procedure = Text(BallotFields.Procedure),
            Mode = Text(BallotFields.Mode),
            Basis = Text(BallotFields.Basis),
            Device = Text(BallotFields.Device),
            Language = Text(BallotFields.Language),
            StartedAt = Text(BallotFields.Started),
            CompletedAt = Text(BallotFields.Completed),
            Ticket = texts.GetValueOrDefault("ticket"),
            Presence = texts.GetValueOrDefault("presence"),
            Salt = texts.GetValueOrDefault("salt"),
            Answers = answers,
            Values = values,
        };

        string? Text(BallotField field) => texts.GetValueOrDefault(field.JsonName!);
    }
}
