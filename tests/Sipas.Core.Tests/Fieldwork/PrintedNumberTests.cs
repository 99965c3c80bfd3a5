namespace Sipas.Fieldwork;

public class PrintedNumberTests
{
    public static TheoryData<long> Numbers => [1, 17, 90, 113, 999, 102_030, 909_090, 998_877, 7_992_739_871];

    // An independent rule: the sum of the digits, every second from the right doubled and its digits added, is divisible by ten.
    [Fact]
    public void Of_EveryNumberUpToTwentyThousand_PassesLuhnsSum()
    {
        for (long number = 1; number <= 20_000; number++)
        {
            string digits = string.Concat(PrintedNumber.Of(number).Where(char.IsAsciiDigit));
            int sum = digits.Reverse().Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 2)).Sum(value => (value / 10) + (value % 10));
            Assert.Equal(0, sum % 10);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void IsSlip_U1EverySingleDigitError_IsFound(long number)
    {
        string printed = PrintedNumber.Of(number);
        string[] slips = [.. Enumerable.Range(0, printed.Length).Where(at => printed[at] != '-')
            .SelectMany(at => "0123456789".Where(digit => digit != printed[at])
                .Select(digit => printed[..at] + digit + printed[(at + 1)..]))];

        Assert.Equal(9 * (printed.Length - 1), slips.Length);
        Assert.All(slips, slip => Assert.True(PrintedNumber.IsSlip(slip), slip));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void IsSlip_U1EverySwapOfNeighbours_IsFoundButNoughtAndNine(long number)
    {
        string printed = PrintedNumber.Of(number);
        int[] digits = [.. Enumerable.Range(0, printed.Length).Where(at => printed[at] != '-')];
        foreach ((int at, int next) in digits.Zip(digits.Skip(1)))
        {
            char[] swapped = printed.ToCharArray();
            (swapped[at], swapped[next]) = (swapped[next], swapped[at]);
            string slip = new(swapped);
            bool isHidden = (printed[at], printed[next]) is ('0', '9') or ('9', '0');

            Assert.Equal(slip != printed && !isHidden, PrintedNumber.IsSlip(slip));
        }
    }

    [Theory]
    [InlineData("000113-1", "000114-9")]
    [InlineData("000114-9", "000115-6")]
    [InlineData("999999-6", "1000000-8")]
    [InlineData("000113-2", "")]
    [InlineData("A-7", "")]
    [InlineData("", "")]
    public void Next_U1_IsCountedUpWithItsOwnCheckDigit(string number, string next) => Assert.Equal(next, PrintedNumber.Next(number));

    [Theory]
    [InlineData("A-7", false)]
    [InlineData("007", false)]
    [InlineData("12345-6", false)]
    [InlineData("0b1c-2", false)]
    [InlineData("0000017-4", true)]
    [InlineData("000000-0", true)]
    [InlineData("000113-2", true)]
    public void IsSlip_OnlyOfOurForm_IsASlip(string text, bool isSlip) => Assert.Equal(isSlip, PrintedNumber.IsSlip(text));

    [Theory]
    [InlineData("SIPAS:TINH-2026:000113-1", "000113-1")]
    [InlineData(" 000113-1 ", "000113-1")]
    [InlineData("SIPAS:TINH-2026:C12", "SIPAS:TINH-2026:C12")]
    public void Scanned_WhatAScannerReads_IsTheNumber(string read, string number) => Assert.Equal(number, PrintedNumber.Scanned(read));
}
