using Sipas.Common;

namespace Sipas.Audit;

/// <summary>
/// The acting person or account, for the audit log. It follows the asynchronous flow that set it, as a trace does, so
/// that calls in between need not pass it on.
/// </summary>
internal static class AuditActor
{
    /// <summary>Maximum number of characters stored of a name.</summary>
    public const int MaximumLength = 128;

    private static readonly AsyncLocal<(string? Name, bool IsAccount)> Flowing = new();

    /// <summary>The name; null if unknown.</summary>
    public static string? Current => Flowing.Value.Name;

    /// <summary>
    /// Whether <see cref="Current"/> is an account that the host signed in. False for a typed name, and for the
    /// operating-system account that ran a command.
    /// </summary>
    public static bool IsAccount => Flowing.Value.IsAccount;

    /// <summary>Sets the actor until the result is disposed, which restores the previous actor.</summary>
    /// <param name="name">The name; null or blank for none. Cut to <see cref="MaximumLength"/> characters.</param>
    /// <param name="isAccount">Whether it is an account that the host signed in.</param>
    public static IDisposable Begin(string? name, bool isAccount = false)
    {
        var former = new Former(Flowing.Value);
        string? stored = string.IsNullOrWhiteSpace(name) ? null : Cut(name);
        Flowing.Value = (stored, stored is not null && isAccount);
        return former;
    }

    /// <summary>
    /// Whether two names denote the same account or person: they may differ in case, Unicode composition and
    /// surrounding spaces.
    /// </summary>
    /// <param name="one">A name; null for none.</param>
    /// <param name="other">Another name; null for none.</param>
    /// <returns>False if one of them is missing.</returns>
    public static bool AreSame(string? one, string? other) =>
        one is not null && other is not null
        && string.Equals(Cut(VietnameseText.Compose(one)), Cut(VietnameseText.Compose(other)), StringComparison.OrdinalIgnoreCase);

    private static string Cut(string name) => name.Length > MaximumLength ? VietnameseText.Compose(name[..MaximumLength]) : name;

    private sealed class Former((string? Name, bool IsAccount) former) : IDisposable
    {
        public void Dispose() => Flowing.Value = former;
    }
}
