using Microsoft.AspNetCore.Http;
using Sipas.Intake;

namespace Sipas.AspNetCore.Collection;

/// <summary>The result of checking a request's credential: the sender, or the error response.</summary>
/// <param name="Sender">The sender; null when rejected.</param>
/// <param name="Refusal">The error response; null when not rejected.</param>
internal readonly record struct SenderCheck(BallotSender? Sender, IResult? Refusal);
