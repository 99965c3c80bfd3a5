using Sipas.Devices;

namespace Sipas.Quarantine;

/// <summary>Accepts a held submission that an officer releases.</summary>
internal interface ISubmissionIntake
{
    /// <summary>Validates and stores the ballot of a held submission.</summary>
    /// <param name="body">The bytes as they were sent.</param>
    /// <param name="device">The device that sent them; null for any other sender.</param>
    /// <param name="receivedAt">The original time of receipt, from which the counting day follows.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    Task<ReleaseResult> SubmitReleasedAsync(
        ReadOnlyMemory<byte> body, Device? device, DateTimeOffset receivedAt, CancellationToken cancellationToken);
}
