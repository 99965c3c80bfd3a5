using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.AspNetCore.Alerts;

/// <summary>A receiver of low-rating alerts that the host configured.</summary>
internal sealed class AlertWebhook
{
    private const int LeastSecretBytes = 16;

    private readonly byte[] _secret;

    /// <exception cref="SipasException">The name is not a valid code, the address is neither https nor of this machine,
    /// or the secret is too short (<c>SIG0001</c> to <c>SIG0003</c>, all of them).</exception>
    public AlertWebhook(string name, Uri address, string secret)
    {
        var problems = new List<Problem>();
        if (!CodeText.IsWellFormed(name))
        {
            problems.Add(new Problem(ProblemCodes.WebhookName, "name", name, CodeText.Allowed));
        }

        if (!address.IsAbsoluteUri
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            || address.UserInfo.Length > 0)
        {
            problems.Add(new Problem(ProblemCodes.WebhookAddress, name,
                address.IsAbsoluteUri
                ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
                : address.ToString(), "https://…"));
        }

        _secret = Encoding.UTF8.GetBytes(secret);
        if (_secret.Length < LeastSecretBytes)
        {
            problems.Add(new Problem(ProblemCodes.WebhookSecret, name, null, LeastSecretBytes.ToString(CultureInfo.InvariantCulture)));
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }

        Name = name;
        Address = address;
    }

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>Computes the signature of one message: <c>v1,</c> and the Base64 of HMAC-SHA256 over
    /// <c>id.timestamp.body</c>.</summary>
    public string Sign(string id, string timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
}
