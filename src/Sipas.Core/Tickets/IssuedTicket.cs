namespace Sipas.Tickets;

/// <summary>An issued ticket.</summary>
/// <param name="Token">The token in the QR code and the short link.</param>
/// <param name="Ticket">The data to which the token is bound.</param>
/// <param name="Path">Path of the short link, for example <c>/t/AQ…</c>.</param>
public sealed record IssuedTicket(string Token, Ticket Ticket, string Path);
