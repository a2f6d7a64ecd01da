"""The addresses of themes, lessons, near misses and learning reports."""

from django.urls import URLPattern, path

from candour.practice.learning.web.views import asked, cycle, half_years, lessons, near_misses, said_before, themes

urlpatterns: list[URLPattern] = [
    path("learning/themes/", themes.themes, name="themes"),
    path("learning/themes/add/", themes.add, name="theme_add"),
    path("learning/themes/<slug:key>/", themes.theme, name="theme"),
    path("learning/themes/<slug:key>/change/", themes.change, name="theme_change"),
    path("learning/themes/<slug:key>/retire/", themes.retire, name="theme_retire"),
    path("recommendations/<slug:ref>/said-before/", said_before.said_before, name="said_before"),
    path("recommendations/<slug:ref>/said-before/<slug:earlier_ref>/", said_before.likeness, name="likeness"),
    path("recommendations/<slug:ref>/themes/", said_before.code, name="recommendation_themes"),
    path("recommendations/<slug:ref>/lessons/<slug:kind>/", lessons.add_for, name="lesson_for"),
    path("learning/lessons/", lessons.lessons, name="lessons"),
    path("learning/lessons/add/<slug:kind>/", lessons.add, name="lesson_add"),
    path("learning/lessons/<slug:ref>/", lessons.lesson, name="lesson"),
    path("learning/lessons/<slug:ref>/change/", lessons.change, name="lesson_change"),
    path("learning/lessons/<slug:ref>/step/<slug:step>/", lessons.step, name="lesson_step"),
    path("learning/proposals/<slug:ref>/table/", lessons.table, name="lesson_table"),
    path("learning/lessons/<slug:ref>/link/", lessons.link, name="lesson_link"),
    path("learning/lessons/<slug:ref>/link/<slug:link_ref>/remove/", lessons.unlink, name="lesson_unlink"),
    path("learning/lessons/<slug:ref>/raise/<slug:kind>/", lessons.raise_from, name="lesson_raise"),
    path("learning/lessons/<slug:ref>/themes/", lessons.code, name="lesson_themes"),
    path("learning/lessons/<slug:ref>/read/", lessons.read, name="lesson_read"),
    path("learning/lessons/<slug:ref>/ask/", asked.ask_about, name="lesson_ask"),
    path("learning/asked/<slug:ref>/", asked.asked, name="asked"),
    path("learning/asked/<slug:ref>/answer/", asked.answer, name="asked_answer"),
    path("learning/asked/<slug:ref>/decline/", asked.decline, name="asked_decline"),
    path("learning/asked/<slug:ref>/judge/", asked.judge, name="asked_judge"),
    path("learning/near-misses/", near_misses.near_misses, name="near_misses"),
    path("learning/near-misses/tell/", near_misses.tell, name="near_miss_tell"),
    path("learning/near-misses/<slug:ref>/size/", near_misses.size, name="cluster_size"),
    path("learning/cycle/", cycle.cycle, name="learning_cycle"),
    path("learning/half-years/", half_years.half_years, name="half_years"),
    path("learning/half-years/begin/", half_years.begin, name="half_year_begin"),
    path("learning/half-years/<slug:ref>/", half_years.half_year, name="half_year"),
    path("learning/half-years/<slug:ref>/write/", half_years.write, name="half_year_write"),
    path("learning/half-years/<slug:ref>/finish/", half_years.finish, name="half_year_finish"),
    path("learning/half-years/<slug:ref>/take/", half_years.take, name="half_year_take"),
]
