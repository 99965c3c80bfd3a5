using Sipas.Cases;
using Sipas.Disclosure;
using Sipas.Limits;
using Sipas.Reporting;

namespace Sipas.Hosting;

/// <summary>Options of a host. They are validated at startup: a value out of range stops the host with a message that
/// contains the option, the value and the allowed range.</summary>
public sealed class SipasOptions
{
    /// <summary>Maximum size of the body of one ballot, in bytes, 1,024 to 1,048,576. Default: 65,536, about thirty times
    /// the longest official ballot.</summary>
    public int MaximumBallotBytes { get; set; } = 65_536;

    /// <summary>Id of the added pack whose questionnaire is shown on kiosks. Default: the pack added first.</summary>
    public string? KioskPack { get; set; }

    /// <summary>Questionnaire version shown on kiosks. Default: the first of <see cref="KioskPack"/>.</summary>
    public string? KioskQuestionnaireVersion { get; set; }

    /// <summary>Seconds without a touch after which a kiosk discards an unfinished ballot and shows the start page, 15 to
    /// 600. Default: 60.</summary>
    public int KioskIdleSeconds { get; set; } = 60;

    /// <summary>Seconds for which a kiosk shows the thank-you page before it returns to the start page, 2 to 60. Default: 6.</summary>
    public int KioskThanksSeconds { get; set; } = 6;

    /// <summary>
    /// Whether to report margins of error for sampled ballots without a stored design as if people had been drawn by simple
    /// random sampling within each unit. The pages state this assumption. Default: false. Without a design no margin is
    /// reported, and the pages state the reason.
    /// </summary>
    public bool AssumeSimpleRandomSampling { get; set; }

    /// <summary>
    /// Minimum number of ballots of a figure that is filtered or broken down by information about respondents, 5 to 1,000.
    /// Default: 5. Figures with fewer ballots are withheld, together with figures from which they could be derived.
    /// </summary>
    public int MinimumRespondents { get; set; } = SmallCells.DefaultMinimum;

    /// <summary>Collection permissions and rate limits.</summary>
    public CollectionSettings Collection { get; set; } = new();

    /// <summary>Whether citizens who gave a low rating are offered contact, the text of their consent, and how long it is
    /// retained.</summary>
    public ContactSettings Contact { get; set; } = new();

    /// <summary>The batches in which figures are published to readers without access to live figures.</summary>
    public DisclosureSettings Disclosure { get; set; } = new();

    /// <summary>Limits on concurrent computation and caching of figures.</summary>
    public ReadSettings Reads { get; set; } = new();
}
