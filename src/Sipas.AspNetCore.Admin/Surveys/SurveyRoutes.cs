namespace Sipas.AspNetCore.Admin.Surveys;

/// <summary>Names of the routes to which the pages of a survey link, whichever folder maps them.</summary>
internal static class SurveyRoutes
{
    public const string NewPlan = "SipasAdminNewSurvey";
    public const string Survey = "SipasAdminSurvey";
    public const string Frame = "SipasAdminFrame";
    public const string Draw = "SipasAdminDraw";
    public const string Print = "SipasAdminPrint";
    public const string Field = "SipasAdminField";
}
