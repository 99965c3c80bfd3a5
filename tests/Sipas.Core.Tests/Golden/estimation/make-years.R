# Makes years.json: two years of a panel of communes, from a synthetic population of our own, with R's survey package. Run by a person: Rscript make-years.R years.json
# Means and standard errors of each year come from svymean of that year's design alone; the covariance of common communes is written out here
# (Tam, The American Statistician 38, 1984; Berger, Canadian Journal of Statistics 32, 2004): their correlation, times the spread of each year's communes.
suppressMessages({library(survey); library(jsonlite)})
set.seed(20261130)
num <- function(x) I(ifelse(is.na(x), "NaN", sprintf("%.17g", unname(c(x)))))
draw <- function(kept) {
  rows <- list()
  for (h in 1:4) { M <- 9 + h; n1 <- 3 + (h %% 2); n2 <- 3 + (h %/% 3); m <- min(kept, n1, n2)
    eff <- rnorm(M, 0, .8); first <- sample(M, n1); second <- c(if (m > 0) first[seq_len(m)], sample(setdiff(1:M, first), n2 - m))
    for (year in 1:2) for (i in if (year == 1) first else second) { b <- 6 + (i %% 3)
      y <- round(3.4 + eff[i] + .1 * year + rnorm(b, 0, .5), 4); y[runif(b) < .05] <- NA
      rows[[length(rows) + 1]] <- data.frame(year = as.character(year), h = paste0("H", h), psu = paste0("X", h, "-", i), w = round(M / (if (year == 1) n1 else n2) * runif(1, 8, 12), 3), y = y, Nh = M) } }
  do.call(rbind, rows) }
z <- function(d) { k <- !is.na(d$y); m <- sum(d$w[k] * d$y[k]) / sum(d$w[k]); u <- ifelse(k, d$w * (d$y - m) / sum(d$w[k]), 0); tapply(u, paste(d$h, d$psu, sep = "|"), sum) }
figures <- function(d, fpc) {
  one <- function(y) { g <- svydesign(id = ~psu, strata = ~h, weights = ~w, fpc = if (fpc) ~Nh else NULL, data = d[d$year == y, ]); m <- svymean(~y, g, na.rm = TRUE); c(coef(m), SE(m), degf(g)) }
  a <- one("1"); b <- one("2"); za <- z(d[d$year == "1", ]); zb <- z(d[d$year == "2", ])
  parts <- sapply(unique(d$h), function(h) { in1 <- za[startsWith(names(za), paste0(h, "|"))]; in2 <- zb[startsWith(names(zb), paste0(h, "|"))]; both <- intersect(names(in1), names(in2)); m <- length(both)
    F <- m - if (fpc) length(in1) * length(in2) / d$Nh[d$h == h][1] else 0
    if (m < 2) c(0, 0, 0, 0, 0) else c(F * cov(in1[both], in2[both]), F * var(in1[both]), F * var(in2[both]), F * var(in1), F * var(in2)) })
  s <- rowSums(parts); cov <- if (s[2] == 0) 0 else s[1] / sqrt(s[2] * s[3]) * sqrt(s[4] * s[5])
  list(mean = num(c(a[1], b[1])), se = num(c(a[2], b[2])), df = num(c(a[3], b[3])), change = num(b[1] - a[1]), changeSe = num(sqrt(a[2]^2 + b[2]^2 - 2 * cov)), covariance = num(cov)) }
cases <- list()
for (kept in c(0, 2, 3)) { d <- draw(kept)
  cases[[paste0("kept", kept)]] <- list(year = d$year, h = d$h, psu = d$psu, w = num(d$w), y = num(d$y), nh = num(d$Nh), plain = figures(d, FALSE), fpc = figures(d, TRUE)) }
writeLines(toJSON(list(r = R.version.string, survey = as.character(packageVersion("survey")), cases = cases), auto_unbox = TRUE), commandArgs(TRUE)[1])
