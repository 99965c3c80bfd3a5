using System.Globalization;
using Sipas.Ballots;
using Sipas.Collection;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.Intake;

/// <summary>An issued ticket.</summary>
/// <param name="Token">The token in the QR code and the short link.</param>
/// <param name="Ticket">The data to which the token is bound.</param>
/// <param name="Path">Path of the short link, for example <c>/t/AQ…</c>.</param>
public sealed record IssuedTicket(string Token, Ticket Ticket, string Path);
