namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // SIG: signals.

    /// <summary>The receiver's name is no code.</summary>
    public const string WebhookName = "SIG0001";

    /// <summary>The receiver's address is neither https nor of this machine.</summary>
    public const string WebhookAddress = "SIG0002";

    /// <summary>The receiver's secret is too short.</summary>
    public const string WebhookSecret = "SIG0003";

    /// <summary>Two receivers bear one name.</summary>
    public const string WebhookTwice = "SIG0004";
}
