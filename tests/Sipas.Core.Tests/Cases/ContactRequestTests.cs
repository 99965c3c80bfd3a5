using FsCheck.Xunit;
using Sipas.Alerts;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage.Contract;

namespace Sipas.Cases;

public class ContactRequestTests
{
    [Theory]
    [InlineData("0912345678", true)]
    [InlineData("+84 (912) 345-678", true)]
    [InlineData("024.3825.0000", true)]
    [InlineData("lan@example.vn", true)]
    [InlineData("lan.nguyen+sipas@mail.tinh.gov.vn", true)]
    [InlineData("1234567", false)]
    [InlineData("1234567890123456", false)]
    [InlineData("", false)]
    [InlineData("lan@example", false)]
    [InlineData("lan@@example.vn", false)]
    [InlineData("gọi cho tôi", false)]
    [InlineData("09123 abc 45678", false)]
    [InlineData("a b@example.vn", false)]
    public void IsContact_PhoneNumberOrMailAddress_AndNothingElse(string text, bool expected) =>
    Assert.Equal(expected, ContactRequest.IsContact(text));

    [Fact]
    public void Clean_AnythingMalformed_IsToldAllAtOnceAndNeverRepeated()
    {
        var problems = new List<Problem>();

        new ContactRequest
        {
            Id = SampleBallots.Id(1),
            UnitCode = "S01",
            Name = new string('x', 101),
            Contact = "secret words",
            About = "  ",
            Language = "fr"
        }.Clean(problems);

        Assert.Equal(["id", "name", "contact", "about", "language"], problems.Select(problem => problem.Place));
        Assert.All(problems, problem => Assert.Equal((ProblemCodes.ContactMalformed, null), (problem.Code, problem.Value)));
    }

    [Fact]
    public void Clean_TextsAsTheyAreTyped_ComposesTrimsAndLeavesNoEmptyName()
    {
        var problems = new List<Problem>();

        ContactRequest clean = (SamplePeople.Request(1) with
        {
            Name = " \u200B ",
            Contact = " 0912 345 678 ",
            About = "Ho\u0302\u0300 sơ\r\nchậm\t"
        }).Clean(problems);

        Assert.Empty(problems);
        Assert.Equal((null, "0912 345 678", "Hồ sơ\nchậm"), (clean.Name, clean.Contact, clean.About));
        Assert.Equal(clean, clean.Clean(problems));
    }

    [Property]
    public bool CodeOf_AnyId_IsTheSameEachTimeAndAnotherForAnotherId(Guid one, Guid other) =>
        System.Text.RegularExpressions.Regex.IsMatch(ContactRequest.CodeOf(one), "^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$")
        && ContactRequest.CodeOf(one) == ContactRequest.CodeOf(one)
        && (one == other) == (ContactRequest.CodeOf(one) == ContactRequest.CodeOf(other));

    [Fact]
    public void IsLow_EveryLevelOfShippedScales_IsWhatTheRuleSays()
    {
        // Written out from the packs: five levels of which 4 and 5 count as satisfied, and two of which 2 does.
        Assert.Equal([1, 2], Low("kiosk-9", "five-1", new LowRatingRules()));
        Assert.Equal([1, 2, 3], Low("kiosk-9", "five-1", new LowRatingRules { LowLevel = 9 }));
        Assert.Equal([1], Low("kiosk-9", "two-1", new LowRatingRules { LowLevel = 9 }));

        static int[] Low(string pack, string version, LowRatingRules rules)
        {
            AnswerScale scale = new MethodPackRegistry([MethodPacks.Shipped(pack)])
                .FindLayout(pack, version)!.Items[0].Scale;
            return [.. Enumerable.Range(0, 12).Where(level => rules.IsLow(scale, level))];
        }
    }
}
