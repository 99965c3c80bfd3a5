using Sipas.Corrections;

namespace Sipas.AspNetCore.Admin.Corrections;

/// <summary>The model of the list of corrections.</summary>
/// <param name="IsSignedIn">Whether the host has accounts, so that another account can confirm.</param>
/// <param name="Corrections">The corrections with their addresses.</param>
internal sealed record CorrectionListModel(
    bool IsSignedIn, IReadOnlyList<(PendingCorrection Correction, string Href)> Corrections);
