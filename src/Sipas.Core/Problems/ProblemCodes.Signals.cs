namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // SIG: low-rating alerts.

    /// <summary>The name of the receiver is not a code.</summary>
    public const string WebhookName = "SIG0001";

    /// <summary>The address of the receiver is neither https nor on this machine.</summary>
    public const string WebhookAddress = "SIG0002";

    /// <summary>The receiver's secret is too short.</summary>
    public const string WebhookSecret = "SIG0003";

    /// <summary>Two receivers have the same name.</summary>
    public const string WebhookTwice = "SIG0004";
}
