using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Cases;

/// <summary>
/// Settings for contact requests of citizens who rated low: whether they are offered, the consent text, and the
/// retention period.
/// </summary>
public sealed class ContactSettings
{
    /// <summary>Placeholder in <see cref="Consent"/> for <see cref="RetentionDays"/>.</summary>
    public const string DaysPlace = "{days}";

    /// <summary>Maximum retention period of a contact after closing, in days.</summary>
    public const int MaximumRetentionDays = 3_650;

    /// <summary>Whether contact requests are offered. Default false, because officers must process the cases.</summary>
    public bool Offer { get; set; }

    /// <summary>
    /// The consent text, in Vietnamese and English; 1 to 1,000 characters each. <see cref="DaysPlace"/> is replaced by
    /// the value of <see cref="RetentionDays"/>.
    /// </summary>
    public LocalizedText Consent { get; set; } = new(
        "Tôi đồng ý để đơn vị lưu và dùng tên, số điện thoại hoặc thư điện tử và nội dung tôi ghi ở đây chỉ để liên hệ với tôi về việc "
        + "này. Thông tin được lưu riêng, không gắn với phiếu trả lời, và bị xóa {days} ngày sau khi kết thúc xử lý việc này. Tôi có thể "
        + "rút lại sự đồng ý bằng cách cung cấp mã yêu cầu.",
        "I agree that the office stores and uses the name, the phone number or e-mail address and the text I enter here only to contact "
        + "me about this matter. They are stored separately, are never linked to my ballot, and are erased {days} days after the matter is "
        + "closed. I may withdraw my consent by giving the request code.");

    /// <summary>Number of working days until a case is due: 1 to 60. Default 5.</summary>
    public int DueWorkingDays { get; set; } = 5;

    /// <summary>Non-working days in addition to Saturdays and Sundays: public holidays and substitute days off. None by default.</summary>
    public ISet<DateOnly> Holidays { get; } = new HashSet<DateOnly>();

    /// <summary>
    /// Days after closing for which name, contact and text are retained: 1 to <see cref="MaximumRetentionDays"/>.
    /// Default 90.
    /// </summary>
    public int RetentionDays { get; set; } = 90;

    /// <summary>Burst of requests of one device, or with one ticket: 1 to 1,000. Default 10.</summary>
    public int SenderBurst { get; set; } = 10;

    /// <summary>Requests per second of one device, or with one ticket: 0.0001 to 100. Default 0.02, which is 72 per hour.</summary>
    public double SenderPerSecond { get; set; } = 0.02;

    /// <summary>Burst of requests of all senders without a valid credential, together: 1 to 10,000. Default 100.</summary>
    public int OpenBurst { get; set; } = 100;

    /// <summary>Requests per second of all senders without a valid credential, together: 0.0001 to 100. Default 0.5.</summary>
    public double OpenPerSecond { get; set; } = 0.5;

    /// <summary>Maximum number of open cases; further senders are asked to try again later: 1 to 1,000,000. Default 10,000.</summary>
    public int MaximumOpen { get; set; } = 10_000;

    /// <summary>Returns the consent text as shown to citizens.</summary>
    public LocalizedText ConsentShown()
    {
        string days = RetentionDays.ToString(CultureInfo.InvariantCulture);
        return new(Consent.Vi.Replace(DaysPlace, days, StringComparison.Ordinal),
            Consent.En.Replace(DaysPlace, days, StringComparison.Ordinal));
    }

    /// <summary>
    /// Returns the version of the consent text: 16 hexadecimal digits of the SHA-256 of both languages as shown. A
    /// request states the version that its person read.
    /// </summary>
    public string ConsentVersion()
    {
        LocalizedText shown = ConsentShown();
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{shown.Vi}\n{shown.En}")).AsSpan(0, 8)).ToLowerInvariant();
    }

    /// <summary>Reports values out of range.</summary>
    /// <param name="option">Name of these settings in messages.</param>
    /// <returns>Every problem (<c>CFG0004</c>); empty when all values are valid.</returns>
    public IEnumerable<Problem> Check(string option)
    {
        return
        [
            .. Range(nameof(DueWorkingDays), DueWorkingDays, 1, 60),
            .. Range(nameof(RetentionDays), RetentionDays, 1, MaximumRetentionDays),
            .. Range(nameof(SenderBurst), SenderBurst, 1, 1_000),
            .. Range(nameof(SenderPerSecond), SenderPerSecond, 0.0001, 100),
            .. Range(nameof(OpenBurst), OpenBurst, 1, 10_000),
            .. Range(nameof(OpenPerSecond), OpenPerSecond, 0.0001, 100),
            .. Range(nameof(MaximumOpen), MaximumOpen, 1, 1_000_000),
            .. Range(nameof(Consent), Math.Min(Consent.Vi.Trim().Length, Consent.En.Trim().Length), 1, 1_000),
            .. Range(nameof(Consent), Math.Max(Consent.Vi.Length, Consent.En.Length), 1, 1_000),
        ];

        // NaN fails both comparisons.
        IEnumerable<Problem> Range(string name, double value, double from, double to) => value >= from && value <= to ? [] :
        [
            new Problem(ProblemCodes.OptionOutOfRange, $"{option}.{name}", value.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{from}–{to}")),
        ];
    }
}
