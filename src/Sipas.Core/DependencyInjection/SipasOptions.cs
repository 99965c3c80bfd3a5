namespace Sipas.DependencyInjection;

/// <summary>What a host may set. Validated at start: a value out of range stops the host with a sentence that names option, value and range.</summary>
public sealed class SipasOptions
{
    /// <summary>Largest body of one ballot, in bytes: 1,024 to 1,048,576. Default 65,536, about thirty times the longest official ballot.</summary>
    public int MaximumBallotBytes { get; set; } = 65_536;

    /// <summary>Pack whose questionnaire kiosks show: the id of an added pack. Default: the pack added first.</summary>
    public string? KioskPack { get; set; }

    /// <summary>Questionnaire version that kiosks show. Default: the first of <see cref="KioskPack"/>.</summary>
    public string? KioskQuestionnaireVersion { get; set; }

    /// <summary>Seconds without a touch after which a kiosk forgets a half-filled ballot and shows its start: 15 to 600. Default 60.</summary>
    public int KioskIdleSeconds { get; set; } = 60;

    /// <summary>Seconds for which a kiosk shows its thanks before the next person's start: 2 to 60. Default 6.</summary>
    public int KioskThanksSeconds { get; set; } = 6;

    /// <summary>
    /// Whether margins of sampled ballots for which no design is stored are given as if people had been drawn by simple random sampling within each unit; the pages then say so.
    /// Default false: without a design there is no margin, and the pages say why.
    /// </summary>
    public bool AssumeSimpleRandomSampling { get; set; }

    /// <summary>
    /// Ballots that a figure needs which is filtered or broken down by what respondents said of themselves: 5 to 1,000. Default 5. Figures about fewer are withheld, and so are those from which such a figure would follow.
    /// </summary>
    public int FewestRespondents { get; set; } = Reporting.SmallCells.DefaultFewest;

    /// <summary>Who may collect, and how fast.</summary>
    public Collection.CollectionSettings Collection { get; set; } = new();

    /// <summary>Whether citizens who rated low are offered to be contacted, under which consent, and how long it is kept.</summary>
    public Signals.ContactSettings Contact { get; set; } = new();

    /// <summary>In which batches figures appear for readers who may not see live ones.</summary>
    public Disclosure.DisclosureSettings Disclosure { get; set; } = new();

    /// <summary>How many figures are computed at the same time, and what is kept of them.</summary>
    public Disclosure.ReadSettings Reads { get; set; } = new();
}
