using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Http;
using Sipas.Collection;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.AspNetCore.Collection;

/// <summary>The result of checking a request's credential: the sender, or the error response.</summary>
/// <param name="Sender">The sender; null when rejected.</param>
/// <param name="Refusal">The error response; null when not rejected.</param>
internal readonly record struct SenderCheck(BallotSender? Sender, IResult? Refusal);
