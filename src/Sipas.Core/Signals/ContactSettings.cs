using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.Signals;

/// <summary>Whether citizens who rated low are offered to be contacted, under which consent, and how long it is kept.</summary>
public sealed class ContactSettings
{
    /// <summary>What stands in <see cref="Consent"/> for <see cref="RetentionDays"/>.</summary>
    public const string DaysPlace = "{days}";

    /// <summary>Most days for which a contact may be kept after closing.</summary>
    public const int MaximumRetentionDays = 3_650;

    /// <summary>Whether it is offered. Default false: somebody has to look after the cases.</summary>
    public bool Offer { get; set; }

    /// <summary>What a citizen agrees to, in Vietnamese and English; 1 to 1,000 characters each. <see cref="DaysPlace"/> stands for the days of <see cref="RetentionDays"/>.</summary>
    public LocalizedText Consent { get; set; } = new(
        "Tôi đồng ý để đơn vị lưu và dùng tên, số điện thoại hoặc thư điện tử và nội dung tôi ghi ở đây chỉ để liên hệ với tôi về việc này. Thông tin được lưu riêng, không gắn với phiếu trả lời, và bị xóa {days} ngày sau khi kết thúc xử lý việc này. Tôi có thể rút lại sự đồng ý bằng cách cung cấp mã yêu cầu.",
        "I agree that the office stores and uses the name, the phone number or e-mail address and the text I enter here only to contact me about this matter. They are stored separately, are never linked to my ballot, and are erased {days} days after the matter is closed. I may withdraw my consent by giving the request code.");

    /// <summary>Working days within which a case is due: 1 to 60. Default 5.</summary>
    public int DueWorkingDays { get; set; } = 5;

    /// <summary>Days on which nobody works besides Saturdays and Sundays: public holidays and days given for them. None by default.</summary>
    public ISet<DateOnly> Holidays { get; } = new HashSet<DateOnly>();

    /// <summary>Days after closing for which name, contact and words are kept: 1 to <see cref="MaximumRetentionDays"/>. Default 90.</summary>
    public int RetentionDays { get; set; } = 90;

    /// <summary>Requests at once of one device, or with one ticket: 1 to 1,000. Default 10.</summary>
    public int SenderBurst { get; set; } = 10;

    /// <summary>Requests a second of one device, or with one ticket: 0.0001 to 100. Default 0.02, which is 72 an hour.</summary>
    public double SenderPerSecond { get; set; } = 0.02;

    /// <summary>Requests at once of all that show no valid credential, together: 1 to 10,000. Default 100.</summary>
    public int OpenBurst { get; set; } = 100;

    /// <summary>Requests a second of all that show no valid credential, together: 0.0001 to 100. Default 0.5.</summary>
    public double OpenPerSecond { get; set; } = 0.5;

    /// <summary>Most cases that are open at the same time; beyond, senders are told to come later: 1 to 1,000,000. Default 10,000.</summary>
    public int MaximumOpen { get; set; } = 10_000;

    /// <summary>The text of consent as it is shown.</summary>
    public LocalizedText ConsentShown()
    {
        string days = RetentionDays.ToString(CultureInfo.InvariantCulture);
        return new(Consent.Vi.Replace(DaysPlace, days, StringComparison.Ordinal), Consent.En.Replace(DaysPlace, days, StringComparison.Ordinal));
    }

    /// <summary>What names the text of consent: 16 hexadecimal digits of the SHA-256 of both languages as they are shown. A request names the text that its person read.</summary>
    public string ConsentVersion()
    {
        LocalizedText shown = ConsentShown();
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{shown.Vi}\n{shown.En}")).AsSpan(0, 8)).ToLowerInvariant();
    }

    /// <summary>Says what is outside its range.</summary>
    /// <param name="option">What these settings are called in messages.</param>
    /// <returns>Every problem (<c>CFG0004</c>); none when all is well.</returns>
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
            new Problem(ProblemCodes.OptionOutOfRange, $"{option}.{name}", value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{from}–{to}")),
        ];
    }
}
